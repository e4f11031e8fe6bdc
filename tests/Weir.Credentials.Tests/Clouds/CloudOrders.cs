using System.Net;
using Weir.Catalog;

namespace Weir.Credentials.Tests.Clouds;

/// <summary>Orders of cloud connections.</summary>
internal static class CloudOrders
{
    private static readonly CatalogProvider Provider = new()
    {
        Id = "amazon-bedrock",
        Name = "Amazon Bedrock",
        Variables = [],
        KeyVariables = [],
        BaseUrl = null,
        Dialect = "bedrock",
        KeyPlacement = KeyPlacements.Bearer,
        AuthMethods = [],
        ServesOpenAiChat = false,
        Models = new Dictionary<string, CatalogModel>(),
    };

    public static AuthOrder Order(Dictionary<string, string>? variables = null, AuthSettings? settings = null, string? key = null) => new()
    {
        Connection = "work",
        Provider = Provider,
        Environment = name => variables?.GetValueOrDefault(name),
        Settings = settings ?? AuthSettings.None,
        ConfigKey = key is null ? null : new Secret(key),
        ConfigKeySource = key is null ? null : "weir.yaml:5",
    };

    public static async Task<HttpRequestMessage> SignAsync(this IAuthMethod method, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{\"a\":1}", System.Text.Encoding.UTF8, "application/json") };
        await method.SignAsync(request, TestContext.Current.CancellationToken);
        return request;
    }

    /// <summary>The provider's refusal of a request.</summary>
    public static HttpResponseMessage Refuse(this HttpRequestMessage request, HttpStatusCode status = HttpStatusCode.Forbidden, DateTimeOffset? date = null)
    {
        var answer = new HttpResponseMessage(status) { RequestMessage = request };
        answer.Headers.Date = date;
        return answer;
    }

    public static string Authorization(this HttpRequestMessage request) => request.Headers.NonValidated["Authorization"].ToString();
}
