using Weir.Catalog;
using Weir.Catalog.Snapshot;
using Weir.Credentials;
using Weir.Credentials.Methods;
using Weir.Routing.Sessions;
using Weir.Routing.Targets;

namespace Weir.Routing.Tests.Sessions;

public sealed class SessionRouteTests
{
    private static readonly SnapshotCatalog Catalog = SnapshotCatalog.Embedded();

    [Theory]
    [InlineData("gpt-4o", "session-1/gpt-4o")]
    [InlineData("openai/gpt-4o", "session-1/gpt-4o")]
    [InlineData("session-1/gpt-4o", "session-1/gpt-4o")]
    public void A_model_is_named_bare_or_with_the_provider_or_the_session_before_it(string name, string expected) =>
        Assert.Equal(expected, Assert.IsType<Resolution.Found>(Route("openai").Resolve(name, [])).Targets.Single().Name);

    [Fact]
    public void A_model_whose_id_has_a_slash_is_found_too() =>
        Assert.Equal("session-1/openai/gpt-4o", Assert.IsType<Resolution.Found>(Route("openrouter").Resolve("openrouter/openai/gpt-4o", [])).Targets.Single().Name);

    [Theory]
    [InlineData("anthropic/claude-sonnet-4-5")]
    [InlineData("simulator/echo")]
    public void Another_connection_is_not_reached(string name) => Assert.IsType<Resolution.Unknown>(Route("openai").Resolve(name, []));

    [Theory]
    [InlineData("openai/*", true)]
    [InlineData("gpt-4o", true)]
    [InlineData("openai/gpt-4o", true)]
    [InlineData("openai/gpt-4o-mini", false)]
    [InlineData("anthropic/*", false)]
    public void A_keys_list_holds_in_a_session(string entry, bool allowed)
    {
        var resolution = Route("openai").Resolve("gpt-4o", [entry]);

        Assert.True(allowed ? resolution is Resolution.Found : resolution is Resolution.NotAllowed, resolution.ToString());
    }

    [Fact]
    public async Task A_key_signs_nothing_once_its_session_is_over()
    {
        var isOver = false;
        var auth = new SessionAuth(new ApiKeyMethod(new Secret("the-key-of-the-session"), KeyPlacements.XApiKey, "test"), () => isOver);
        var placed = auth.At(KeyPlacements.ApiKey);
        using var before = new HttpRequestMessage();
        await auth.SignAsync(before, TestContext.Current.CancellationToken);
        Assert.Equal("the-key-of-the-session", before.Headers.GetValues("x-api-key").Single());

        isOver = true;

        foreach (var method in new[] { auth, placed })
        {
            using var after = new HttpRequestMessage();
            await Assert.ThrowsAsync<CredentialException>(async () => await method.SignAsync(after, TestContext.Current.CancellationToken));
            Assert.Empty(after.Headers);
        }
    }

    private static SessionRoute Route(string id)
    {
        Assert.True(Catalog.TryGetProvider(id, out var provider));
        var connection = new Connection
        {
            Name = "session-1",
            Provider = provider,
            BaseUrl = new Uri(provider.BaseUrl ?? "https://api.openai.com/v1"),
            Auth = new ApiKeyMethod(new Secret("the-key-of-the-session"), KeyPlacements.Bearer, "test"),
            Models = provider.Models,
            Origin = SessionConnections.Origin,
        };
        return new SessionRoute(id, connection, static _ => null);
    }
}
