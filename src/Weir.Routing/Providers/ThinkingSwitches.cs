using Weir.Catalog;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>Servers whose models think only when a member of their own says so. It is added for models that reason, where the client did not say otherwise.</summary>
public sealed class ThinkingSwitches : ProviderRules
{
    public override IReadOnlyCollection<string> Providers => ["zai", "zai-coding-plan", "zhipuai", "zhipuai-coding-plan", "alibaba-cn", "baseten"];

    public override BodyEdit? EditOf(UpstreamCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var reasons = call.Target.Model?.Capabilities.HasFlag(ModelCapabilities.Reasoning) == true;

        // A chat client's own bytes pass as they are: it may have said it itself.
        if (!reasons || call.ClientDialect == DialectNames.OpenAiChat || call.Conversation?.Reasoning is null or { Enabled: false } or { Effort: "none" })
        {
            return null;
        }

        return call.Target.Connection.Provider.Id switch
        {
            "alibaba-cn" => Set("enable_thinking", "true"),
            "baseten" => Set("chat_template_args", """{"enable_thinking":true}"""),
            _ => Set("thinking", """{"type":"enabled","clear_thinking":false}"""),
        };
    }

    private static BodyEdit Set(string name, string json) => new() { Set = [new(name, json)] };
}
