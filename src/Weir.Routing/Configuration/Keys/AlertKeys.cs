using Weir.Metering.Alerts;

namespace Weir.Routing.Configuration.Keys;

/// <summary>The keys of alerts.</summary>
internal static class AlertKeys
{
    private static readonly KeyRule Kinds = new("on", ValueKind.TextList, "Which alerts it gets; all when left out.") { Allowed = AlertKinds.All };

    private static readonly KeyBlock Webhook = new("webhook", "An address that gets each alert as a signed POST.",
    [
        new("name", ValueKind.Name, "Its name; what waits for it is known by that.") { Required = true },
        new("url", ValueKind.Secret, "Where to: https, or http on this machine.") { Required = true },
        new("secret", ValueKind.Secret, "What messages are signed with: whsec_ and base64, or a text of at least 16 characters.") { Required = true },
        Kinds,
    ]);

    private static readonly KeyBlock Command = new("alert_command", "A program that gets each alert as JSON on standard input.",
    [
        new("name", ValueKind.Name, "Its name; what waits for it is known by that.") { Required = true },
        new("command", ValueKind.TextList, "Program and arguments; no shell reads them.") { Required = true },
        new("timeout", ValueKind.Duration, "How long it may take; 10s when left out.") { Min = 0.1m, Max = 300 },
        Kinds,
    ]);

    public static KeyBlock Alerts { get; } = new("alerts", "Whom to tell of budgets, quotas and connections.",
    [
        new("quota", ValueKind.Number, "Share of an upstream's quota below which to warn; 0.1 when left out.") { Min = 0, Max = 1 },
        new("webhooks", ValueKind.BlockList, "Addresses that are told.") { Block = Webhook },
        new("commands", ValueKind.BlockList, "Programs that are told.") { Block = Command },
    ]);
}
