using System.Net.Http.Headers;
using Weir.Dialects.Conversations;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>
/// SAP AI Core: the address is that of a deployment of the orchestration service, which <c>AICORE_DEPLOYMENT_ID</c> names, and each call says in which resource group it lies. The host is
/// in <c>AICORE_BASE_URL</c> or in the service key.
/// </summary>
public sealed class SapAiCore : ProviderRules
{
    private const string GroupHeader = "AI-Resource-Group";
    private const string UsualGroup = "default";
    private const string BaseUrl = "AICORE_BASE_URL";
    private const string DeploymentId = "AICORE_DEPLOYMENT_ID";
    private const string Deployments = "/deployments/";
    private const string ResourceGroup = "AICORE_RESOURCE_GROUP";
    private const string ServiceKey = "AICORE_SERVICE_KEY";

    public override IReadOnlyCollection<string> Providers => ["sap-ai-core"];

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var serviceKey = question.Environment(ServiceKey);
        if (IsJson(serviceKey) && question.Connection.Auth.Source.StartsWith(ServiceKey, StringComparison.Ordinal))
        {
            // The key holds a client's secret, which is no token and must not travel as one.
            return WireAnswer.Not($"{ServiceKey} holds a service key, not a token: set api_key in its block to a token of the service.");
        }

        var (address, missing) = AddressOf(question, serviceKey);
        return address is null
            ? WireAnswer.Not(missing!)
            : Reach(question with { Connection = question.Connection with { BaseUrl = address } }, question.Model?.Dialect ?? question.Connection.Provider.Dialect, null, null, out var problem) is { } wire
                ? WireAnswer.Of(wire with { Headers = new Dictionary<string, string> { [GroupHeader] = question.Environment(ResourceGroup) is { Length: > 0 } group ? group : UsualGroup } })
                : WireAnswer.Not(problem!);
    }

    public override void SetHeaders(UpstreamCall call, HttpRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(headers);
        foreach (var (name, value) in call.Wire.Headers)
        {
            if (!headers.Contains(name))
            {
                headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>The deployment's address: the block's own where it is one, else made of host and id.</summary>
    private static (Uri? Address, string? Missing) AddressOf(WireQuestion question, string? serviceKey)
    {
        var own = question.Connection.BaseUrl;
        if (own?.AbsolutePath.Contains(Deployments, StringComparison.Ordinal) == true)
        {
            return (own, null);
        }

        var host = own?.AbsoluteUri ?? (question.Environment(BaseUrl) is { Length: > 0 } told ? told : ApiUrl(serviceKey));
        if (host is null)
        {
            return (null, $"It needs the address of SAP AI Core: set base_url in its block, or {BaseUrl}.");
        }

        if (question.Environment(DeploymentId) is not { Length: > 0 } id)
        {
            return (null, $"It needs a deployment of SAP's orchestration service: set {DeploymentId}, or base_url in its block to the deployment's address.");
        }

        // The address is given with and without the version of the API.
        host = host.TrimEnd('/');
        var root = host.EndsWith("/v2", StringComparison.Ordinal) ? host : host + "/v2";
        var (address, problem) = BaseUrlTemplate.Fill($"{root}/inference{Deployments}{Uri.EscapeDataString(id)}", question.Environment);
        return (address, problem);
    }

    private static bool IsJson(string? text) => text?.TrimStart() is ['{', ..];

    /// <summary>The address that a service key holds, or null.</summary>
    private static string? ApiUrl(string? serviceKey) =>
        IsJson(serviceKey) && Json.TryParse(serviceKey!) is { } key && key.Member("serviceurls").String("AI_API_URL") is { Length: > 0 } url ? url : null;
}
