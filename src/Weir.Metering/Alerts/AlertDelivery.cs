namespace Weir.Metering.Alerts;

/// <summary>An alert on its way to a webhook or a command.</summary>
/// <param name="Id">The same at every try: receivers tell a repetition by it.</param>
/// <param name="Channel"><c>webhook:NAME</c> or <c>command:NAME</c>.</param>
/// <param name="Tries">How often it was tried, this time included.</param>
/// <param name="Alert">What to tell.</param>
public sealed record AlertDelivery(string Id, string Channel, int Tries, Alert Alert);
