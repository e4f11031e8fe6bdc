using System.Net;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>A reverse proxy that names the user: believed from its address, ignored from others.</summary>
public sealed class ProxySignOnTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_proxy_is_believed_and_its_role_header_too()
    {
        await using var weir = await StartAsync("127.0.0.1");

        Assert.Equal((HttpStatusCode.OK, true), await AskAsync(weir, "ada@example.org", "manager", "\"manager\""));
        Assert.Equal((HttpStatusCode.OK, true), await AskAsync(weir, "ada@example.org", "member", "\"member\""));
        Assert.Contains("ada@example.org", (await weir.RunCliAsync("users", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_elsewhere_the_header_means_nothing_and_that_is_logged()
    {
        await using var weir = await StartAsync("10.0.0.0/8");

        Assert.Equal((HttpStatusCode.Unauthorized, false), await AskAsync(weir, "ada@example.org", "admin", "\"admin\""));
        await Eventually.GetAsync("a warning", () => Task.FromResult(weir.Log.Contains("console.proxy.addresses", StringComparison.Ordinal) ? "" : null), Token);
        Assert.DoesNotContain("ada@example.org", (await weir.RunCliAsync("users", "list")).Output, StringComparison.Ordinal);
    }

    private static Task<WeirProcess> StartAsync(string address) => WeirProcess.StartAsync(
        new WeirSetup { Config = "version: 2\nconsole: {proxy: {header: X-Forwarded-User, role_header: X-Forwarded-Role, create_users: true, addresses: [\"" + address + "\"]}}\n" },
        Token);

    private static async Task<(HttpStatusCode Status, bool Has)> AskAsync(WeirProcess weir, string user, string role, string expected)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(weir.Url, "admin/api/v1/console/session"));
        request.Headers.Add("X-Forwarded-User", user);
        request.Headers.Add("X-Forwarded-Role", role);
        using var answer = await http.SendAsync(request, Token);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(Token)).Contains(expected, StringComparison.Ordinal));
    }
}
