namespace Weir.Invocation;

/// <summary>What a command's help says beside its options.</summary>
internal interface IShownInHelp
{
    /// <summary>Command lines that work as they stand.</summary>
    IReadOnlyList<string> Examples { get; }

    /// <summary>Names that are taken, and not shown.</summary>
    IReadOnlyList<string> HiddenAliases { get; }
}
