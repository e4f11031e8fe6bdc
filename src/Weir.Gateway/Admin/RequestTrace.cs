namespace Weir.Gateway.Admin;

/// <summary>A request with every target that was tried, in order.</summary>
public sealed record RequestTrace : RequestEntry
{
    public required IReadOnlyList<AttemptTrace> Attempts { get; init; }
}
