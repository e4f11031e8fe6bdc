using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Weir.Catalog;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>
/// GitLab Duo: its AI gateway hands calls on to Anthropic and OpenAI, which know the models by their own names only. <c>GITLAB_AI_GATEWAY_URL</c> names the gateway of a GitLab of one's own.
/// </summary>
public sealed partial class GitLabDuo : ProviderRules
{
    private const string Gateway = "https://cloud.gitlab.com";

    /// <summary>Beyond so many tokens of input, Claude must be asked to take them.</summary>
    private const long UsualWindow = 200_000;

    private const string LongContext = "context-1m-2025-08-07";

    /// <summary>The days that the gateway wants in the names of some models.</summary>
    private static readonly FrozenDictionary<string, string> Days = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["claude-haiku-4-5"] = "20251001",
        ["claude-opus-4-5"] = "20251101",
        ["claude-sonnet-4-5"] = "20250929",
        ["gpt-5.1"] = "2025-11-13",
        ["gpt-5.2"] = "2025-12-11",
        ["gpt-5.4"] = "2026-03-05",
        ["gpt-5.5"] = "2026-04-23",
        ["gpt-5-mini"] = "2025-08-07",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public override IReadOnlyCollection<string> Providers => ["gitlab"];

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var answer = base.WiresOf(question);
        if (answer.NotServed is not null)
        {
            return answer;
        }

        var name = VendorName(question.ModelId);
        var gateway = question.Connection.HasOwnBaseUrl ? null : question.Environment("GITLAB_AI_GATEWAY_URL");
        var wires = new List<Wire>(answer.Wires.Count);
        foreach (var wire in answer.Wires)
        {
            if (At(gateway, wire.BaseUrl) is not { } address)
            {
                return WireAnswer.Not("GITLAB_AI_GATEWAY_URL is not a valid http or https address.");
            }

            wires.Add(wire with { ModelId = name, ModelFamily = name, BaseUrl = address, Variant = ChatVariant.OpenAi });
        }

        return WireAnswer.Of(wires);
    }

    public override void SetHeaders(UpstreamCall call, HttpRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(headers);
        if (call.Wire.Dialect != DialectNames.AnthropicMessages)
        {
            return;
        }

        Anthropic.AddVersion(headers);
        Anthropic.AddThinkingBetweenTools(call, headers);
        if (call.Target.Model is { ContextLimit: > UsualWindow })
        {
            Anthropic.AddBeta(headers, LongContext);
        }
    }

    /// <summary>OpenAI's reasoning models refuse <c>max_tokens</c>.</summary>
    public override BodyEdit? EditOf(UpstreamCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Wire.Dialect == DialectNames.OpenAiChat ? Cloudflare.RenamedLimit : null;
    }

    /// <summary>The vendor's name of a model: <c>duo-chat-opus-4-6</c> is <c>claude-opus-4-6</c>, <c>duo-chat-gpt-5-2-codex</c> is <c>gpt-5.2-codex</c>. Names of another form stay.</summary>
    internal static string VendorName(string id)
    {
        if (!id.StartsWith("duo-chat-", StringComparison.Ordinal))
        {
            return id;
        }

        var line = id["duo-chat-".Length..];
        var name = line.StartsWith("gpt-", StringComparison.Ordinal) ? Version().Replace(line, "gpt-$1.$2") : $"claude-{line}";
        return Days.TryGetValue(name, out var day) ? $"{name}-{day}" : name;
    }

    /// <summary>An address of GitLab's gateway at another one; null when that is no address.</summary>
    private static Uri? At(string? gateway, Uri usual) =>
        string.IsNullOrEmpty(gateway) || !usual.AbsoluteUri.StartsWith(Gateway, StringComparison.Ordinal) ? usual
        : Uri.TryCreate(gateway.TrimEnd('/') + usual.AbsolutePath, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : null;

    [GeneratedRegex(@"^gpt-(\d+)-(\d+)(?=-|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
