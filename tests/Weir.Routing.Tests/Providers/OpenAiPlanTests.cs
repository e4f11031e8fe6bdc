using Weir.Catalog;
using Weir.Catalog.Snapshot;
using Weir.Credentials;
using Weir.Dialects.Conversations;
using Weir.Routing.Providers;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Routing.Tests.Providers;

/// <summary>OpenAI by a ChatGPT plan.</summary>
public sealed class OpenAiPlanTests
{
    private static readonly Uri Backend = new("https://chatgpt.example/backend-api/codex");

    [Theory]
    [InlineData("gpt-5.5", true)]
    [InlineData("gpt-5.4-mini", true)]
    [InlineData("gpt-5.3-codex-spark", true)]
    [InlineData("gpt-9.1", true)]
    [InlineData("gpt-5.5-pro", false)]
    [InlineData("gpt-5.6", false)]
    [InlineData("gpt-5.6-any", true)]
    [InlineData("gpt-4o", false)]
    [InlineData("o3", false)]
    [InlineData("gpt-5.1-codex", false)]
    public void A_plan_serves_the_models_of_its_flow_and_newer_ones(string model, bool serves)
    {
        var answer = ProviderRulesTable.For("openai").WiresOf(new WireQuestion(Plan(), model, null, static _ => null));

        Assert.Equal(serves, answer.Wires.Count == 1);
        if (!serves)
        {
            Assert.Contains("ChatGPT plan", answer.NotServed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_is_asked_for_streams_of_Responses_at_its_own_address_and_keeps_nothing()
    {
        var connection = Plan();
        var wire = Assert.Single(ProviderRulesTable.For("openai").WiresOf(new WireQuestion(connection, "gpt-5.5", null, static _ => null)).Wires);
        var call = new UpstreamCall { Target = new Target(connection, "gpt-5.5", null, "plan/gpt-5.5"), Wire = wire, ClientDialect = DialectNames.OpenAiChat };
        var losses = new Losses();

        Assert.True(wire.AlwaysStreams);
        Assert.Equal("https://chatgpt.example/backend-api/codex/responses", wire.Rules.AddressOf(call)!.AbsoluteUri);
        Assert.Equal(["max_output_tokens", "previous_response_id"], wire.Rules.EditOf(call)!.Remove);
        Assert.Equal(["store=false", "stream=true"], wire.Rules.EditOf(call)!.Set.Select(static member => $"{member.Key}={member.Value}"));
        Assert.Null(wire.Rules.Adapt(new Conversation { Dialect = DialectNames.OpenAiChat, Model = "m", Messages = [], MaxOutputTokens = 5 }, call, losses).MaxOutputTokens);
        Assert.Equal(["max_output_tokens"], losses.All.Select(static loss => loss.What));
    }

    private static Connection Plan()
    {
        SnapshotCatalog.Embedded().TryGetProvider("openai", out var provider);
        return new Connection
        {
            Name = "plan",
            Provider = provider!,
            BaseUrl = Backend,
            HasOwnBaseUrl = true,
            Auth = new SignedIn(),
            Models = provider!.Models,
            Origin = "test",
        };
    }

    private sealed class SignedIn : IAuthMethod
    {
        public string Name => "oauth";

        public string Source => "test";

        public string? Masked => null;

        public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
