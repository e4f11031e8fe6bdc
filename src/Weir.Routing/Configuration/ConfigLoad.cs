namespace Weir.Routing.Configuration;

/// <summary>What reading a file gave.</summary>
/// <param name="Config">The configuration; null when there are errors: a bad file is refused as a whole.</param>
/// <param name="Problems">All errors and warnings, in the order of the file.</param>
public sealed record ConfigLoad(WeirConfig? Config, IReadOnlyList<ConfigProblem> Problems)
{
    /// <summary>The file as it was just before it was read.</summary>
    public FileStamp Stamp { get; init; }

    /// <summary>Every value as it is written, also of a file that is refused; empty when it is not YAML.</summary>
    public IReadOnlyList<WrittenValue> Written { get; init; } = [];
}
