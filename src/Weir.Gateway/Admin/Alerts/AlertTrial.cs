namespace Weir.Gateway.Admin.Alerts;

/// <summary>What came of a test alert on one channel.</summary>
/// <param name="Channel"><c>webhook:NAME</c> or <c>command:NAME</c>.</param>
/// <param name="Ok">Whether it came there.</param>
/// <param name="Problem">Why not; null when it did.</param>
public sealed record AlertTrial(string Channel, bool Ok, string? Problem);
