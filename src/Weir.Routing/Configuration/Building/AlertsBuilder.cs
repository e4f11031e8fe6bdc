using Weir.Credentials;
using Weir.Credentials.Discovery;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

/// <summary>The <c>alerts</c> block.</summary>
internal sealed class AlertsBuilder(LoadContext context)
{
    private const string Prefix = "whsec_";
    private const int ShortestSecret = 16;

    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);

    public AlertsConfig Build(ConfigBlock block) => new()
    {
        QuotaShare = block.Number("quota") ?? new AlertsConfig().QuotaShare,
        Webhooks = [.. Named(block.Blocks("webhooks")).Select(Webhook).OfType<WebhookConfig>()],
        Commands = [.. Named(block.Blocks("commands")).Select(Command).OfType<AlertCommandConfig>()],
    };

    private IEnumerable<ConfigBlock> Named(IReadOnlyList<ConfigBlock> blocks)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in blocks)
        {
            if (block.Scalar("name") is { } name && !seen.Add(name.Text))
            {
                context.Problems.Error(name.Node, $"the name {name.Shown} is taken already.", "Give each a name of its own.");
            }
        }

        return blocks;
    }

    private WebhookConfig? Webhook(ConfigBlock block)
    {
        if (block.Text("name") is not { } name || block.Scalar("url") is not { } written || block.Scalar("secret") is not { } secret || Urls.Read(written, context.Problems) is not { } url)
        {
            return null;
        }

        if (!WellKnownClient.IsSafe(url))
        {
            context.Problems.Error(written.Node, "alerts go by https; by http only to this machine.", "Write it like https://hooks.example.com/weir.");
            return null;
        }

        if (!IsKey(secret.Text))
        {
            context.Problems.Error(secret.Node, "the secret can't be used.", $"Give {Prefix} and base64 of at least {ShortestSecret} bytes, or a text of at least {ShortestSecret} characters.");
            return null;
        }

        return new WebhookConfig(name, new Secret(url.AbsoluteUri), new Secret(secret.Text), block.Texts("on") ?? []);
    }

    private AlertCommandConfig? Command(ConfigBlock block)
    {
        if (block.Text("name") is not { } name || block.Texts("command") is not { } command)
        {
            return null;
        }

        if (command.Count == 0 || command[0].Length == 0)
        {
            context.Problems.Error(block.At("command"), "names no program.", "Write it like command: [/usr/local/bin/tell, --json].");
            return null;
        }

        return new AlertCommandConfig(name, command, block.Duration("timeout") ?? UsualTimeout, block.Texts("on") ?? []);
    }

    private static bool IsKey(string text) => text.StartsWith(Prefix, StringComparison.Ordinal)
        ? Convert.TryFromBase64String(text[Prefix.Length..], new byte[text.Length], out var length) && length >= ShortestSecret
        : text.Length >= ShortestSecret;
}
