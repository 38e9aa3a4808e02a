/** Two short invented texts for the guided first case: nobody in them is real. */

export const FERRY = {
  title: 'A free ferry',
  question: 'Would a free ferry bring more people to the island, and keep the young there?',
  files: [
    {
      name: 'league.txt', title: 'Let the ferry be free', author: 'Island League', date: '2026-02-02',
      text: `The ferry should be free. A lower fare brings more passengers to the island. More passengers keep the shops open through the winter. Open shops mean more work, and more work keeps young people on the island.

The harbour office says that a free ferry raises the town's debt. It forgets that more passengers raise the town's revenue, and that a higher revenue lowers the debt.
`,
    },
    {
      name: 'harbour.txt', title: 'Somebody has to pay', author: 'Harbour Office', date: '2026-02-09',
      text: `Nothing is free. A lower fare raises the town's debt, because the crew still has to be paid. A higher debt means fewer sailings. Fewer sailings reduce the number of passengers.

The league claims that open shops keep young people on the island. But only more housing keeps young people on the island, and there is nothing to rent.
`,
    },
  ],
}
