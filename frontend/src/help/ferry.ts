/** Two short invented texts for the guided first case: nobody in them is real. */

export const FERRY = {
  title: 'A free ferry',
  question: 'Would a free ferry bring more people to the island, and keep the young there?',
  files: [
    {
      name: 'league.txt', title: 'Let the ferry be free', author: 'Island League', date: '2026-02-02',
      text: `The ferry should be free. A lower fare brings more passengers to the island. More passengers keep the shops open through the winter. Open shops give young people work, and work keeps them on the island.

The harbour office says that a free ferry raises the town's debt. It forgets that more passengers raise the town's revenue, and that revenue lowers the debt.
`,
    },
    {
      name: 'harbour.txt', title: 'Somebody has to pay', author: 'Harbour Office', date: '2026-02-09',
      text: `Nothing is free. A lower fare raises the town's debt, because the crew still has to be paid. A higher debt means fewer sailings. Fewer sailings reduce the number of passengers.

The league claims that open shops keep young people on the island. Housing keeps them there, and the ferry builds none.
`,
    },
  ],
}
