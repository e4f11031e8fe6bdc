using Weir.Credentials.Exchanges;
using Weir.Credentials.Methods;
using Weir.Credentials.OAuth;
using Weir.Credentials.OpenCode;
using Weir.Credentials.Tests.Clouds;
using Weir.Credentials.Tests.Kit;
using Weir.Credentials.Tests.Refresh;
using Weir.Credentials.Tests.Stores;

namespace Weir.Credentials.Tests.Exchanges;

public sealed class GitLabDirectAccessTests : IAsyncLifetime
{
    private readonly CloudTime _time = new();
    private StandIn _server = null!;
    private OAuthClient _client = null!;
    private int _given;

    public async ValueTask InitializeAsync()
    {
        _server = await StandIn.StartAsync();
        _server.Answers = _ => new StandIn.Answer(
            201, $$"""{"token":"duo-{{++_given}}","headers":{"X-Gitlab-Instance-Id":"7","Authorization":"theirs","x-api-key":"theirs","X-Bad":"a\nb"},"base_url":"https://cloud.gitlab.com"}""");
        _client = new OAuthClient(_server.Reroute(), _time);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task A_personal_token_is_exchanged_and_the_gateways_token_kept_for_twenty_five_minutes()
    {
        var method = Create(("GITLAB_TOKEN", "glpat-mine")).Method;

        var headers = await Orders.SignedAsync(method);

        Assert.Equal(("Bearer duo-1", "7"), (headers["Authorization"], headers["X-Gitlab-Instance-Id"]));
        Assert.False(headers.ContainsKey("x-api-key") || headers.ContainsKey("X-Bad"));
        var call = Assert.Single(_server.Calls);
        Assert.Equal(("gitlab.com", "POST", "/api/v4/ai/third_party_agents/direct_access", "Bearer glpat-mine"), (call.Host, call.Method, call.Path, call.Headers["Authorization"]));
        Assert.Contains("\"duo_agent_platform\":true", call.Body, StringComparison.Ordinal);
        Assert.Equal(("api", "GITLAB_TOKEN (environment)"), (method.Name, method.Source));

        _time.Advance(TimeSpan.FromMinutes(24));
        Assert.Equal("Bearer duo-1", (await Orders.SignedAsync(method))["Authorization"]);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("Bearer duo-2", (await Orders.SignedAsync(method))["Authorization"]);
    }

    [Fact]
    public async Task A_GitLab_of_ones_own_is_asked_where_it_is()
    {
        await Orders.SignedAsync(Create(("GITLAB_TOKEN", "glpat-mine"), ("GITLAB_INSTANCE_URL", "https://git.example/sub/")).Method);

        Assert.Equal(("git.example", "/sub/api/v4/ai/third_party_agents/direct_access"), (_server.Calls.Single().Host, _server.Calls.Single().Path));
    }

    [Theory]
    [InlineData(401, CredentialFailure.SignInNeeded)]
    [InlineData(403, CredentialFailure.Misconfigured)]
    [InlineData(404, CredentialFailure.Misconfigured)]
    [InlineData(500, CredentialFailure.Unavailable)]
    [InlineData(200, CredentialFailure.Unavailable)]
    public async Task A_refusal_is_told_for_what_it_is(int status, CredentialFailure kind)
    {
        _server.Answers = _ => new StandIn.Answer(status, "{}");

        var failure = await Assert.ThrowsAsync<CredentialException>(() => Orders.SignedAsync(Create(("GITLAB_TOKEN", "glpat-mine")).Method));

        Assert.Equal(kind, failure.Kind);
        Assert.DoesNotContain("glpat-mine", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_never_goes_to_an_address_without_TLS()
    {
        var failure = await Assert.ThrowsAsync<CredentialException>(
            () => Orders.SignedAsync(Create(("GITLAB_TOKEN", "glpat-mine"), ("GITLAB_INSTANCE_URL", "http://git.example")).Method));

        Assert.Equal(CredentialFailure.Misconfigured, failure.Kind);
        Assert.Empty(_server.Calls);
    }

    [Fact]
    public async Task A_sign_ins_token_that_GitLab_refuses_is_renewed_before_the_exchange()
    {
        using var folder = new StoreFolder();
        await using var tokens = await TokenServer.StartAsync();
        await using var node = new Node(tokens, folder, new ManualTime(Node.Start));
        await node.SignInAsync(TimeSpan.FromHours(1));
        _server.Answers = static call => call.Headers["Authorization"] == "Bearer access-1"
            ? new StandIn.Answer(201, """{"token":"duo","headers":{}}""")
            : new StandIn.Answer(401, "{}");

        var method = new GitLabDirectAccess(_client).Wrap(node.Order, node.Kind.Create(node.Order)).Method;

        Assert.Equal("Bearer duo", (await Orders.SignedAsync(method))["Authorization"]);
        Assert.Equal(1, tokens.Asked);
    }

    private AuthChoice Create(params (string Name, string Value)[] variables)
    {
        var vault = new MemoryVault();
        var methods = new AuthMethods([new ApiKeyMethodKind(vault, OpenCodeAuth.None)], vault, [new GitLabDirectAccess(_client)]);
        return methods.Create(Orders.For("gitlab", variables), "api");
    }
}
