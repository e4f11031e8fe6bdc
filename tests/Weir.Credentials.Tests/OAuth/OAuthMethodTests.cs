using System.Net;
using Weir.Credentials.Tests.Kit;
using Weir.Credentials.Tests.Refresh;
using Weir.Credentials.Tests.Stores;

namespace Weir.Credentials.Tests.OAuth;

public sealed class OAuthMethodTests : IAsyncLifetime
{
    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new(Node.Start);
    private TokenServer _server = null!;
    private Node _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TokenServer.StartAsync();
        _node = new Node(_server, _folder, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_token_travels_with_the_flows_headers_to_the_flows_address()
    {
        await _node.SignInAsync(TimeSpan.FromHours(1));
        var method = _node.Method;

        var headers = await Orders.SignedAsync(method);

        Assert.Equal(("Bearer access-0", "acme-1"), (headers["Authorization"], headers["X-Account"]));
        Assert.False(headers.ContainsKey("X-Unknown"));
        Assert.Equal(new Uri("https://api.acme.example/v1"), method.BaseUrl);
        Assert.Equal(("oauth", "encrypted file", "...", _time.Now.AddHours(1)), (method.Name, method.Source, method.Masked, method.ExpiresAt));
        Assert.Equal("access-0", (await Orders.SignedAsync(method.At("x-api-key")))["x-api-key"]);
    }

    [Fact]
    public async Task Signing_again_replaces_the_flows_headers()
    {
        await _node.SignInAsync(TimeSpan.FromHours(1));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://llm.example");
        request.Headers.Add("X-Account", "of a client");

        await _node.Method.SignAsync(request, Token);

        Assert.Equal(["acme-1"], request.Headers.GetValues("X-Account"));
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_not_again_for_a_while()
    {
        await _node.SignInAsync(TimeSpan.FromHours(1));

        Assert.True(await RefusedAsync(HttpStatusCode.Unauthorized));
        Assert.False(await RefusedAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(1, _server.Asked);

        _time.Now += TimeSpan.FromMinutes(1);
        Assert.True(await RefusedAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(2, _server.Asked);
    }

    [Fact]
    public async Task Forbidden_is_no_matter_of_the_token()
    {
        await _node.SignInAsync(TimeSpan.FromHours(1));

        Assert.False(await RefusedAsync(HttpStatusCode.Forbidden));

        Assert.Equal(0, _server.Asked);
    }

    [Fact]
    public async Task A_refused_token_whose_refresh_is_refused_too_ends_the_sign_in()
    {
        _server.Revoke();
        await _node.SignInAsync(TimeSpan.FromHours(1));

        Assert.False(await RefusedAsync(HttpStatusCode.Unauthorized));

        Assert.Equal(AuthState.SignInAgain, _node.Method.State);
    }

    [Fact]
    public async Task The_method_follows_from_the_stored_sign_in()
    {
        await _node.SignInAsync(TimeSpan.FromHours(1));

        var choice = new AuthMethods([_node.Kind], _node.Vault).Create(_node.Order, null);

        Assert.Equal(("oauth", AuthState.Ready, null), (choice.Method.Name, choice.Method.State, choice.Problem));
    }

    [Fact]
    public void Without_a_sign_in_the_problem_says_what_to_do()
    {
        var choice = _node.Kind.Create(_node.Order);

        Assert.Equal("\"work\" has no sign-in: run `weir auth login work`.", choice.Problem);
        Assert.Equal(AuthState.Missing, choice.Method.State);
    }

    [Fact]
    public async Task A_sign_in_to_another_provider_is_not_used()
    {
        await _node.SignInAsync(TimeSpan.FromHours(1));

        var choice = _node.Kind.Create(_node.Order with { Provider = Orders.Provider("xai") });

        Assert.Contains("a sign-in to openai, not to xai", choice.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_that_is_gone_is_told()
    {
        await _node.SignInAsync(TimeSpan.FromHours(1));
        _node.Flow = _node.Flow with { Name = "browser" };

        Assert.Contains("a sign-in by \"device\", which openai does not have", _node.Kind.Create(_node.Order).Problem, StringComparison.Ordinal);
    }

    private async Task<bool> RefusedAsync(HttpStatusCode status)
    {
        var method = _node.Method;
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://llm.example");
        await method.SignAsync(request, Token);
        using var refused = new HttpResponseMessage(status) { RequestMessage = request };
        return await method.RenewAsync(refused, Token);
    }
}
