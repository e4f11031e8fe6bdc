using Weir.Metering.Alerts;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Alerts;

/// <summary>The ways to people that weir.yaml names, by the names that deliveries have.</summary>
internal sealed class AlertChannels(ISnapshotSource snapshots, WebhookSender webhooks)
{
    private const string Webhook = "webhook:";
    private const string Command = "command:";

    /// <summary>Channels of the running configuration.</summary>
    public IReadOnlyList<string> All => For(AlertKinds.Test, snapshots.Current.Config.Alerts);

    /// <summary>Channels that want alerts of a kind; a test goes to all.</summary>
    public static IReadOnlyList<string> For(string kind, AlertsConfig config) =>
    [
        .. config.Webhooks.Where(webhook => Wants(webhook.Kinds, kind)).Select(static webhook => Webhook + webhook.Name),
        .. config.Commands.Where(command => Wants(command.Kinds, kind)).Select(static command => Command + command.Name),
    ];

    /// <summary>Tells one channel. Never throws but when it is cancelled.</summary>
    public Task<DeliveryOutcome> SendAsync(AlertDelivery delivery, CancellationToken cancellationToken)
    {
        var config = snapshots.Current.Config.Alerts;
        var body = AlertMessage.Of(delivery.Alert);
        return config.Webhooks.FirstOrDefault(known => Webhook + known.Name == delivery.Channel) is { } webhook ? webhooks.SendAsync(webhook, delivery.Id, body, cancellationToken)
            : config.Commands.FirstOrDefault(known => Command + known.Name == delivery.Channel) is { } command ? CommandHook.RunAsync(command, body, cancellationToken)
            : Task.FromResult(DeliveryOutcome.Never("weir.yaml does not name it any more"));
    }

    /// <summary>When to try again after so many tries; null = never. Programs that fail are tried three times: what they need is on this machine.</summary>
    public static TimeSpan? PauseAfter(string channel, int tries) => channel.StartsWith(Command, StringComparison.Ordinal) && tries >= 3 ? null : tries switch
    {
        1 => TimeSpan.FromSeconds(5),
        2 => TimeSpan.FromSeconds(30),
        3 => TimeSpan.FromMinutes(2),
        4 => TimeSpan.FromMinutes(10),
        5 => TimeSpan.FromMinutes(30),
        6 => TimeSpan.FromHours(2),
        7 => TimeSpan.FromHours(5),
        8 => TimeSpan.FromHours(10),
        9 => TimeSpan.FromHours(14),
        _ => null,
    };

    private static bool Wants(IReadOnlyList<string> kinds, string kind) => kinds.Count == 0 || kind == AlertKinds.Test || kinds.Contains(kind);
}
