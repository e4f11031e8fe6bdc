namespace Weir.Overshoot;

/// <summary>What the stand-in does wrong.</summary>
internal enum Fault
{
    None,

    /// <summary>Hangs up before the head of its answer, and bills nothing.</summary>
    DroppedUnbilled,

    /// <summary>Hangs up before the head of its answer, and bills all of it.</summary>
    DroppedBilled,

    /// <summary>Never answers, and bills all of it.</summary>
    Silent,

    /// <summary>Hangs up after the head, and bills all of it.</summary>
    CutAtHead,

    /// <summary>Hangs up in the middle, and bills all of it.</summary>
    CutInside,

    /// <summary>Answers 500, and bills nothing.</summary>
    Broken,

    /// <summary>Answers 429 and a wait, and bills nothing.</summary>
    Limited,
}
