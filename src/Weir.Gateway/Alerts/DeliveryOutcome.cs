namespace Weir.Gateway.Alerts;

/// <summary>What came of a try.</summary>
/// <param name="Problem">Why it failed, without address and secret; null when it came there.</param>
/// <param name="MayRetry">Whether another try may do better.</param>
internal readonly record struct DeliveryOutcome(string? Problem, bool MayRetry)
{
    public static DeliveryOutcome Sent { get; } = new(null, false);

    public static DeliveryOutcome Failed(string problem) => new(problem, true);

    public static DeliveryOutcome Never(string problem) => new(problem, false);
}
