using Weir.Catalog;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>Azure: the v1 surface takes the deployment's name as the model; an address of one deployment, which some set-ups still give, wants the API's version in the query.</summary>
public sealed class Azure : ProviderRules
{
    /// <summary>The version that deployment addresses are asked with, unless <c>AZURE_API_VERSION</c> names another.</summary>
    internal const string DeploymentVersion = "2025-04-01-preview";

    public override IReadOnlyCollection<string> Providers => ["azure", "azure-cognitive-services"];

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var answer = base.WiresOf(question);
        if (answer.NotServed is not null || !IsDeployment(question.Connection.BaseUrl))
        {
            return answer;
        }

        // An address of one deployment has no Responses.
        return WireAnswer.Of([.. answer.Wires.Where(static wire => wire.Dialect == DialectNames.OpenAiChat)]) is { Wires.Count: > 0 } chat ? chat : answer;
    }

    public override Uri? AddressOf(UpstreamCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var address = base.AddressOf(call);
        return address is not null && address.Query.Length == 0 && (IsDeployment(call.Wire.BaseUrl) || call.Wire.BaseUrl.AbsolutePath.EndsWith("/models", StringComparison.Ordinal))
            ? new Uri($"{address.AbsoluteUri}?api-version={DeploymentVersion}")
            : address;
    }

    private static bool IsDeployment(Uri? address) => address?.AbsolutePath.Contains("/deployments/", StringComparison.Ordinal) == true;
}
