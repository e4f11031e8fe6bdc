using Weir.Catalog.Snapshot;
using Weir.Catalog.Sync;

namespace Weir.Catalog.Tests.Snapshot;

/// <summary>Sign-in flows in the snapshot.</summary>
public sealed class SignInFlowTests
{
    private static readonly SignInFlow Full = new()
    {
        Name = "browser",
        Label = "Everything set",
        Grant = "authorization-code",
        ClientId = "client",
        ClientSecret = "known to all",
        BasicClientAuth = true,
        AuthorizeUrl = "https://id.example/authorize",
        TokenUrl = "https://${host}/token",
        DeviceUrl = "https://id.example/device",
        RedirectUrl = "http://127.0.0.1:0/",
        Scopes = ["a", "b:${role}"],
        AuthorizeParameters = new Dictionary<string, string> { ["nonce"] = "${random}", ["x"] = "y" },
        RedirectOrigins = ["https://id.example"],
        JsonBody = true,
        TokenMember = "api_key",
        LifetimeMember = "api_key_expires_in",
        DefaultLifetime = 600,
        RefreshEarly = 0,
        PollMargin = 3,
        Claims = new Dictionary<string, IReadOnlyList<string>> { ["account_id"] = ["/a", "/b/0"] },
        Headers = new Dictionary<string, string> { ["X-Account"] = "${account_id}" },
        Fields =
        [
            new() { Name = "host", Label = "Host", Form = SignInFieldForms.Host, Default = "id.example", Variable = "ID_HOST" },
            new() { Name = "role", Label = "Role", IsOptional = true },
        ],
        BaseUrl = "https://api.${host}",
        Models = ["m"],
        ExcludedModels = ["n"],
    };

    [Fact]
    public void A_flow_comes_back_from_the_snapshot_as_it_was()
    {
        var provider = new CatalogProvider
        {
            Id = "acme",
            Name = "Acme",
            Variables = [],
            KeyVariables = [],
            BaseUrl = "https://api.acme.example/v1",
            Dialect = "openai-chat",
            KeyPlacement = "bearer",
            AuthMethods = [new("oauth", "Sign in")],
            ServesOpenAiChat = true,
            Models = new Dictionary<string, CatalogModel>(),
            Flows = [Full, new() { Name = "n", Label = "l", Grant = "g", ClientId = "c" }],
        };
        var bytes = SnapshotWriter.Write(new DateOnly(2026, 1, 1), "test", [provider]);
        var again = SnapshotCatalog.Parse(bytes, "test").Providers.Single();
        Assert.Equal(bytes, SnapshotWriter.Write(new DateOnly(2026, 1, 1), "test", [again]));
        var flow = again.Flows[0];
        Assert.Equal(
            (Full.Name, Full.Label, Full.Grant, Full.ClientId, Full.ClientSecret, Full.BasicClientAuth, Full.JsonBody),
            (flow.Name, flow.Label, flow.Grant, flow.ClientId, flow.ClientSecret, flow.BasicClientAuth, flow.JsonBody));
        Assert.Equal((Full.AuthorizeUrl, Full.TokenUrl, Full.DeviceUrl, Full.RedirectUrl, Full.BaseUrl), (flow.AuthorizeUrl, flow.TokenUrl, flow.DeviceUrl, flow.RedirectUrl, flow.BaseUrl));
        Assert.Equal(
            (Full.TokenMember, Full.LifetimeMember, Full.DefaultLifetime, Full.RefreshEarly, Full.PollMargin),
            (flow.TokenMember, flow.LifetimeMember, flow.DefaultLifetime, flow.RefreshEarly, flow.PollMargin));
        Assert.Equal(Full.Fields, flow.Fields);
        Assert.Equal(Full.AuthorizeParameters, flow.AuthorizeParameters);
        Assert.Equal(Full.Headers, flow.Headers);
        Assert.Equal(Full.Claims["account_id"], flow.Claims["account_id"]);
        Assert.Equal([.. Full.Scopes, .. Full.RedirectOrigins, .. Full.Models, .. Full.ExcludedModels], [.. flow.Scopes, .. flow.RedirectOrigins, .. flow.Models, .. flow.ExcludedModels]);
        var plain = again.Flows[1];
        Assert.Equal(("access_token", "expires_in", 0, 60, 0), (plain.TokenMember, plain.LifetimeMember, plain.DefaultLifetime, plain.RefreshEarly, plain.PollMargin));
    }

    [Fact]
    public void The_shipped_flows_are_those_of_the_table()
    {
        foreach (var provider in SnapshotCatalog.Embedded().Providers)
        {
            var table = SnapshotWriter.Write(new DateOnly(2026, 1, 1), "", [provider with { Flows = FlowTable.Find(provider.Id) }]);
            Assert.Equal(table, SnapshotWriter.Write(new DateOnly(2026, 1, 1), "", [provider]));
        }
    }

    [Theory]
    [InlineData("openai", "browser device")]
    [InlineData("github-copilot", "device enterprise")]
    [InlineData("xai", "browser device")]
    [InlineData("digitalocean", "browser")]
    [InlineData("snowflake-cortex", "browser")]
    [InlineData("gitlab", "browser")]
    [InlineData("poe", "browser")]
    public void Providers_have_their_sign_ins(string id, string names)
    {
        Assert.True(SnapshotCatalog.Embedded().TryGetProvider(id, out var provider));
        Assert.Equal(names, string.Join(' ', provider.Flows.Select(flow => flow.Name)));
    }

    [Fact]
    public void Every_part_in_a_flow_is_asked_for_or_left_behind_by_the_sign_in()
    {
        foreach (var flow in SnapshotCatalog.Embedded().Providers.SelectMany(provider => provider.Flows))
        {
            string[] known = ["random", .. flow.Fields.Select(field => field.Name), .. flow.Claims.Keys];
            string?[] texts = [flow.AuthorizeUrl, flow.TokenUrl, flow.DeviceUrl, flow.BaseUrl, .. flow.Scopes, .. flow.AuthorizeParameters.Values, .. flow.Headers.Values];
            foreach (var text in texts.OfType<string>().Where(text => text.Contains("${", StringComparison.Ordinal)))
            {
                Assert.Contains(text[(text.IndexOf("${", StringComparison.Ordinal) + 2)..text.IndexOf('}', StringComparison.Ordinal)], known);
            }

            Assert.All(flow.Fields, field => Assert.Contains(field.Form, new[] { SignInFieldForms.Text, SignInFieldForms.Host, SignInFieldForms.Url }));
            Assert.True(flow.Grant == "implicit" || flow.TokenUrl is not null);
        }
    }
}
