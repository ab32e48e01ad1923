// Which words carry no meaning of their own? Two English lists: one for the index, a longer one for queries.

/** The 33 words of Lucene's classic English set: left out of the index. */
export const INDEX_STOP_WORDS: ReadonlySet<string> = new Set(
  `a an and are as at be but by for if in into is it no not of on or such that the their then there these
   they this to was will with`.split(/\s+/u),
)

/**
 * Words that stay in the index, so that they are found in phrases and alone, but are dropped from a query
 * in which other words remain. Folded forms.
 */
export const QUERY_STOP_WORDS: ReadonlySet<string> = new Set([
  ...INDEX_STOP_WORDS,
  ...`about above across after again against all almost along already also although always am among
   another any anyone anything around because been before being below between both can cannot could did
   do does doing done down during each either else ever every everyone everything few from further get
   give given gives had has have having he her here hers herself him himself his how however i im its
   itself just let made make many may me might more most much must my myself neither nor nothing now off
   often once one only other others otherwise our ours ourselves out over own per perhaps please quite
   rather really said same say says shall she should since so some someone something still than thats
   them themselves those though through thus too toward towards under until up upon us very want we well
   were what whatever whats when where whether which while who whom whose why within without would yet
   you your yours yourself`.split(/\s+/u),
])
