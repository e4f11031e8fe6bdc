using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>Cloudflare's AI Gateway: OpenAI's reasoning models behind it refuse <c>max_tokens</c> and take the newer name.</summary>
public sealed class Cloudflare : ProviderRules
{
    public override IReadOnlyCollection<string> Providers => ["cloudflare-ai-gateway"];

    public override BodyEdit? EditOf(UpstreamCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Wire.ModelId.StartsWith("openai/", StringComparison.Ordinal) ? RenamedLimit : null;
    }

    internal static BodyEdit RenamedLimit { get; } = new() { Rename = [new("max_tokens", "max_completion_tokens")] };
}
