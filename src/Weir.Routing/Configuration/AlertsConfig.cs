using Weir.Credentials;

namespace Weir.Routing.Configuration;

/// <summary>The <c>alerts</c> block: whom to tell. Takes effect with the snapshot that holds it.</summary>
public sealed record AlertsConfig
{
    /// <summary><c>quota</c>: share of an upstream's quota below which to warn, 0 to 1.</summary>
    public decimal QuotaShare { get; init; } = 0.1m;

    public IReadOnlyList<WebhookConfig> Webhooks { get; init; } = [];

    public IReadOnlyList<AlertCommandConfig> Commands { get; init; } = [];
}

/// <summary>One entry of <c>alerts.webhooks</c>.</summary>
/// <param name="Name">Unique among webhooks.</param>
/// <param name="Url">https, or http on this machine. May hold a key, so nothing shows it.</param>
/// <param name="Key">What messages are signed with: the bytes of <c>secret</c>.</param>
/// <param name="Kinds">Which alerts; empty = all.</param>
public sealed record WebhookConfig(string Name, Secret Url, Secret Key, IReadOnlyList<string> Kinds);

/// <summary>One entry of <c>alerts.commands</c>.</summary>
/// <param name="Name">Unique among commands.</param>
/// <param name="Command">Program and arguments.</param>
/// <param name="Timeout">How long it may take.</param>
/// <param name="Kinds">Which alerts; empty = all.</param>
public sealed record AlertCommandConfig(string Name, IReadOnlyList<string> Command, TimeSpan Timeout, IReadOnlyList<string> Kinds);
