using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>Snowflake Cortex calls the limit of an answer by its newer name only.</summary>
public sealed class Snowflake : ProviderRules
{
    public override IReadOnlyCollection<string> Providers => ["snowflake-cortex"];

    public override BodyEdit? EditOf(UpstreamCall call) => Cloudflare.RenamedLimit;
}
