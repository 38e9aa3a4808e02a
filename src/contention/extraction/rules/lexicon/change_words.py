"""Words that say that something grows or shrinks, and by how much."""

from contention.language.vocabulary import vocabulary

MORE = vocabulary(
    """
    more greater higher increased increasing rising growing expanding bigger stronger rapid
    longer larger additional extra better expanded improved heightened renewed surging
    soaring widening deepening mounting high increasingly accelerating enhanced strengthened
    escalating strong further wider excessive excess spiralling spiraling skyrocketing
    abundant ample richer faster rampant new tighter stricter deeper restored greater-than
    record continued massive unprecedented innumerable countless innumerable
    """
)


LESS = vocabulary(
    """
    fewer less lower reduced decreasing decreased falling declining shrinking dwindling
    weaker smaller worse shorter diminished diminishing low scarce scarcer rarer rare
    insufficient inadequate limited weakened lost cheaper-x poor-x worsening deteriorating
    slower no lacking missing weak waning fading collapsing slowing slower lessened
    plummeting thinner looser sinking little few
    """
)


GROWTH = vocabulary(
    """
    increase increases rise growth expansion surge spread strengthening intensification
    boost gain gains improvement improvements upsurge escalation jump hike hikes rises
    introduction arrival emergence acceleration proliferation widening deepening doubling
    presence availability addition abundance excess uptick spike build-up restoration
    raising uptake creation number amount level levels degree extent numbers rate-x
    continuation existence accumulation surplus glut influx
    """
)


SHRINKAGE = vocabulary(
    """
    decrease decreases decline fall drop loss losses lack absence disappearance reduction
    reductions end cut cuts withdrawal erosion weakening removal shortage shortages scarcity
    abolition ending deterioration destruction closure elimination reversal slump
    contraction cessation fading disappearance depletion shrinking lowering downturn
    slowdown cancellation suspension decreasing undermining deficit halt diminution
    worsening repeal dismantling rollback rollbacks scrapping withholding stoppage
    curtailment infringement infringements restriction restrictions clampdown suppression
    """
)


TRAILING_GROWTH = vocabulary(
    """
    increases increase rises rise boost hikes hike surge expansion gains growth
    """
)


TRAILING_FALL = vocabulary(
    """
    cuts cut decline decrease decreases reduction reductions shortages shortage losses loss
    declines withdrawal erosion collapse
    """
)


DEGREE = vocabulary(
    """
    significantly much far sharply even considerably slightly somewhat dramatically
    substantially drastically rapidly steadily increasingly ever a lot bit sharp large steep
    significant further big small substantial dramatic rapid slight gradual sudden recent
    massive huge marked sustained serious modest any major minor continued total complete
    """
)


PLENTIFUL = vocabulary(
    """
    common frequent numerous abundant plentiful widespread prevalent available
    """
)
"""Adjectives that only say how much there is: more common is more of it."""
