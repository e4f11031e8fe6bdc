namespace Weir.Metering.Usage;

/// <summary>What the ledger knows of a model's answers.</summary>
/// <param name="Model"><c>connection/model</c>.</param>
/// <param name="Requests">How many came to it.</param>
/// <param name="Answered">How many of them it answered.</param>
/// <param name="Output">Output tokens of an answer, on average.</param>
/// <param name="CostNano">Nano-dollars of an answer, on average; null when none had a known cost.</param>
/// <param name="Milliseconds">Time of an answer, on average.</param>
public sealed record ModelExperience(string Model, long Requests, long Answered, double Output, double? CostNano, double Milliseconds);
