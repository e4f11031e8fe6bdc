namespace Weir.Metering.Alerts;

/// <summary>How a delivery stands.</summary>
/// <param name="Channel"><c>webhook:NAME</c> or <c>command:NAME</c>.</param>
/// <param name="State"><c>waiting</c>, <c>sent</c> or <c>given_up</c>.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Problem">Why the last try failed; null when it did not.</param>
public sealed record DeliveryState(string Channel, string State, int Tries, string? Problem);
