namespace Weir.Metering.Budgets;

/// <summary>How many tokens one run may take, input and output of all its requests together.</summary>
/// <param name="Subject">What the runs belong to.</param>
/// <param name="SoftTokens">From here on a warning; null = none.</param>
/// <param name="HardTokens">Here the run ends; null = never.</param>
public sealed record RunCap(Subject Subject, long? SoftTokens, long? HardTokens)
{
    /// <summary>Where it was declared, e.g. <c>weir.yaml:12</c>; null = in the database.</summary>
    public string? Origin { get; init; }
}
