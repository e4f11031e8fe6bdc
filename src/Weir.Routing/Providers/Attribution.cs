using System.Net.Http.Headers;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>Providers that like to know which program asks are told Weir's name, unless the client told its own.</summary>
public sealed class Attribution : ProviderRules
{
    private const string Address = "https://github.com/weir-gateway/weir";
    private const string Title = "Weir";

    public override IReadOnlyCollection<string> Providers => ["openrouter", "zenmux", "kilo", "vercel", "llmgateway", "nvidia", "cerebras"];

    public override void SetHeaders(UpstreamCall call, HttpRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(headers);
        var provider = call.Target.Connection.Provider.Id;
        if (provider == "cerebras")
        {
            Add(headers, "X-Cerebras-3rd-Party-Integration", "weir");
            return;
        }

        Add(headers, "HTTP-Referer", Address);
        Add(headers, "X-Title", Title);
        if (provider == "llmgateway")
        {
            Add(headers, "X-Source", "weir");
        }

        if (provider == "nvidia")
        {
            Add(headers, "X-BILLING-INVOKE-ORIGIN", Title);
        }
    }

    private static void Add(HttpRequestHeaders headers, string name, string value)
    {
        if (!headers.Contains(name))
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
