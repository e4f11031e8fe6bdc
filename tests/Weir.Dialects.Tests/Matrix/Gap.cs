namespace Weir.Dialects.Tests.Matrix;

/// <summary>Cells that can't be whole, and why. A gap that is none any more fails the test.</summary>
internal sealed record Gap(string Scenario, string? Client, string? Upstream, string Reason)
{
    public static IReadOnlyList<Gap> All { get; } = [];

    /// <summary>The gap of a cell, or null.</summary>
    public static Gap? Of(string scenario, string client, string upstream) =>
        All.FirstOrDefault(gap => gap.Scenario == scenario && (gap.Client ?? client) == client && (gap.Upstream ?? upstream) == upstream);
}
