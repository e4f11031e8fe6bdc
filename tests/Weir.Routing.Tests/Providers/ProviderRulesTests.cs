using Weir.Catalog;
using Weir.Catalog.Snapshot;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Routing.Configuration;
using Weir.Routing.Providers;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Routing.Tests.Providers;

/// <summary>Each rule of the provider files, over the shipped catalogue.</summary>
public sealed class ProviderRulesTests
{
    [Theory]
    [InlineData("gpt-5.4", "openai-responses,openai-chat")]
    [InlineData("gpt-5.3-codex", "openai-responses")]
    [InlineData("gpt-5-pro", "openai-responses")]
    [InlineData("gpt-3.5-turbo", "openai-chat")]
    public void OpenAI_models_are_reached_by_the_dialects_they_know(string model, string dialects) =>
        Assert.Equal(dialects, string.Join(',', Wires($"openai/{model}", ("OPENAI_API_KEY", "sk-0123456789abcdef")).Select(static wire => wire.Dialect)));

    [Theory]
    [InlineData("us-east-1", "anthropic.claude-sonnet-4-5-20250929-v1:0", "us.anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("eu-central-1", "anthropic.claude-haiku-4-5-20251001-v1:0", "eu.anthropic.claude-haiku-4-5-20251001-v1:0")]
    [InlineData("ap-southeast-2", "anthropic.claude-sonnet-4-5-20250929-v1:0", "au.anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("ap-southeast-2", "amazon.nova-lite-v1:0", "apac.amazon.nova-lite-v1:0")]
    [InlineData("ap-northeast-1", "amazon.nova-pro-v1:0", "jp.amazon.nova-pro-v1:0")]
    [InlineData("us-gov-west-1", "anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("us-east-1", "global.anthropic.claude-opus-4-5", "global.anthropic.claude-opus-4-5")]
    [InlineData("us-east-1", "arn:aws:bedrock:us-east-1:1:inference-profile/x", "arn:aws:bedrock:us-east-1:1:inference-profile/x")]
    [InlineData("us-east-1", "meta.llama3-70b-instruct-v1:0", "meta.llama3-70b-instruct-v1:0")]
    public void Bedrock_asks_by_the_inference_profile_of_the_region(string region, string id, string profile) => Assert.Equal(profile, AmazonBedrock.Profile(id, region));

    [Fact]
    public void Bedrock_serves_Claude_by_its_own_dialect_and_by_Converse()
    {
        var wires = Wires("amazon-bedrock/anthropic.claude-haiku-4-5-20251001-v1:0", ("AWS_BEARER_TOKEN_BEDROCK", "bedrock-0123456789"), ("AWS_REGION", "eu-west-1"));
        Assert.Equal(["bedrock-invoke", "bedrock-converse"], wires.Select(static wire => wire.Dialect));
        Assert.All(wires, static wire => Assert.Equal("https://bedrock-runtime.eu-west-1.amazonaws.com/", wire.BaseUrl.AbsoluteUri));
        Assert.Equal(
            "https://bedrock-runtime.eu-west-1.amazonaws.com/model/eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/invoke-with-response-stream",
            AddressOf(wires[0], stream: true));
    }

    [Theory]
    [InlineData("global", "aiplatform.googleapis.com")]
    [InlineData("eu", "aiplatform.eu.rep.googleapis.com")]
    [InlineData("us-central1", "us-central1-aiplatform.googleapis.com")]
    public void Vertex_has_a_host_a_location(string location, string host) => Assert.Equal(host, GoogleVertex.Host(location));

    [Theory]
    [InlineData("https://acme.openai.azure.com/openai/v1", "https://acme.openai.azure.com/openai/v1/chat/completions")]
    [InlineData("https://acme.openai.azure.com/openai/deployments/house", "https://acme.openai.azure.com/openai/deployments/house/chat/completions?api-version=2025-04-01-preview")]
    public void Azure_deployments_are_asked_with_a_version(string baseUrl, string address)
    {
        var snapshot = Build($"version: 2\nproviders: [{{name: azure, type: azure, base_url: '{baseUrl}', api_key: 'az-0123456789abcdef'}}]");
        var target = Target(snapshot, "azure/gpt-4o");
        Assert.Equal(address, AddressOf(target.Wires.For(DialectNames.OpenAiChat), stream: false, target));
    }

    [Fact]
    public void Azure_serves_Claude_at_its_own_address_with_its_own_header()
    {
        var wires = Wires("azure/claude-opus-4-5", ("AZURE_API_KEY", "az-0123456789abcdef"), ("AZURE_RESOURCE_NAME", "acme"));
        var wire = Assert.Single(wires);
        Assert.Equal((DialectNames.AnthropicMessages, "https://acme.services.ai.azure.com/anthropic/v1"), (wire.Dialect, wire.BaseUrl.AbsoluteUri));
    }

    [Fact]
    public void Copilot_tells_whose_turn_it_is_and_that_pictures_are_in()
    {
        var call = new ToolCallPart("call_1", "look", "{}");
        var picture = new MediaPart(MediaKind.Image, new InlineMedia("AA==", "image/png"));
        Assert.Equal("user", Headers("github-copilot", Conversation(new Message(Role.User, [new TextPart("hi")])))["x-initiator"]);
        var agent = Headers("github-copilot", Conversation(new Message(Role.User, [new TextPart("hi")]), new Message(Role.Assistant, [call]), new Message(Role.Tool, [new ToolResultPart("call_1", [picture])])));
        Assert.Equal(("agent", "true"), (agent["x-initiator"], agent["Copilot-Vision-Request"]));
        Assert.Equal("user", GithubCopilot.Initiator(Conversation(new Message(Role.User, [new ToolResultPart("call_1", []), new TextPart("and now?")]))));
    }

    [Fact]
    public void Copilot_gets_a_list_of_tools_with_calls_in_the_history_and_no_limit_for_GPT()
    {
        var conversation = Conversation(new Message(Role.Assistant, [new ToolCallPart("call_1", "look", "{}")])) with { MaxOutputTokens = 5 };
        var adapted = ProviderRulesTable.For("github-copilot").Adapt(conversation, Call("github-copilot", conversation) with { Wire = Wire("github-copilot") with { ModelId = "gpt-4o" } }, new Losses());
        Assert.Equal(("look", (int?)null), (Assert.IsType<FunctionTool>(Assert.Single(adapted.Tools)).Name, adapted.MaxOutputTokens));
    }

    [Fact]
    public void Providers_that_ask_who_comes_are_told_Weir()
    {
        Assert.Equal("Weir", Headers("openrouter", null)["X-Title"]);
        Assert.Equal("weir", Headers("cerebras", null)["X-Cerebras-3rd-Party-Integration"]);
        Assert.Equal("Weir", Headers("nvidia", null)["X-BILLING-INVOKE-ORIGIN"]);
    }

    [Fact]
    public void Anthropic_thinks_between_tools_for_clients_of_other_dialects()
    {
        var conversation = Conversation() with { Tools = [new FunctionTool("look")], Reasoning = new ReasoningRequest { Effort = "high" } };
        Assert.Equal(Anthropic.InterleavedThinking, Headers("anthropic", conversation)["anthropic-beta"]);
        Assert.DoesNotContain("anthropic-beta", Headers("anthropic", Conversation()).Keys);
    }

    [Theory]
    [InlineData("snowflake-cortex", "max_completion_tokens")]
    public void A_limit_has_the_name_that_the_server_knows(string provider, string name) => Assert.Equal(name, Assert.Single(ProviderRulesTable.For(provider).EditOf(Call(provider, null))!.Rename).Value);

    /// <summary>Every model of the catalogue is reached, or says why it is not. The reasons are few, and known.</summary>
    [Fact]
    public void Every_model_of_the_catalogue_is_served_or_says_why_not()
    {
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        var catalog = SnapshotCatalog.Embedded();
        foreach (var provider in catalog.Providers.Where(static provider => provider.Dialect != DialectNames.Simulator))
        {
            var snapshot = Build($"version: 2\nproviders: [{{name: it, type: {provider.Id}, api_key: 'key-0123456789abcdef'{(provider.BaseUrl is null ? ", base_url: 'http://127.0.0.1:1/v1'" : "")}}}]", static name => name.Contains("URL", StringComparison.Ordinal) ? "http://127.0.0.1:1" : "value");
            foreach (var model in provider.Models.Values)
            {
                switch (snapshot.Models.Resolve($"it/{model.Id}", []))
                {
                    case Resolution.Found:
                        break;
                    case Resolution.NotServed refused:
                        reasons.Add($"{provider.Id}: {refused.Reason}");
                        break;
                    case var other:
                        Assert.Fail($"{provider.Id}/{model.Id}: {other}");
                        break;
                }
            }
        }

        Assert.All(reasons, static reason => Assert.StartsWith("gitlab: duo-workflow-", reason, StringComparison.Ordinal));
    }

    private static Conversation Conversation(params IReadOnlyList<Message> messages) => new() { Model = "m", Messages = messages };

    private static IReadOnlyList<Wire> Wires(string model, params (string Name, string Value)[] variables) =>
        Target(Build("", name => variables.FirstOrDefault(variable => variable.Name == name).Value), model).Wires.Wires;

    private static Target Target(RoutingSnapshot snapshot, string model) => snapshot.Models.Resolve(model, []) switch
    {
        Resolution.Found found => found.Targets[0],
        Resolution.NotServed refused => throw new InvalidOperationException(refused.Reason),
        var other => throw new InvalidOperationException(other.ToString()),
    };

    private static string AddressOf(Wire wire, bool stream, Target? target = null) => wire.Rules.AddressOf(new UpstreamCall
    {
        Target = target ?? new Target(null!, wire.ModelId, null, "it/m"),
        Wire = wire,
        Stream = stream,
        ClientDialect = DialectNames.OpenAiChat,
    })!.AbsoluteUri;

    private static Wire Wire(string provider) => new()
    {
        Dialect = DialectNames.OpenAiChat,
        BaseUrl = new Uri("https://api.example.com/v1"),
        ModelId = "m",
        Auth = Credentials.Methods.NoneMethod.Instance,
        Rules = ProviderRulesTable.For(provider),
    };

    private static UpstreamCall Call(string provider, Conversation? conversation)
    {
        var connection = Build($"version: 2\nproviders: [{{name: it, type: {provider}, api_key: 'key-0123456789abcdef', base_url: 'http://127.0.0.1:1/v1'}}]").FindConnection("it")!;
        return new UpstreamCall { Target = new Target(connection, "m", null, "it/m"), Wire = Wire(provider), ClientDialect = DialectNames.OpenAiChat, Conversation = conversation };
    }

    private static Dictionary<string, string> Headers(string provider, Conversation? conversation)
    {
        using var request = new HttpRequestMessage();
        ProviderRulesTable.For(provider).SetHeaders(Call(provider, conversation), request.Headers);
        return request.Headers.NonValidated.ToDictionary(static header => header.Key, static header => header.Value.ToString());
    }

    private static RoutingSnapshot Build(string yaml, Func<string, string?>? environment = null)
    {
        environment ??= static _ => null;
        var catalog = SnapshotCatalog.Embedded();
        var load = ConfigLoader.Parse(yaml, "weir.yaml", ".", catalog, environment);
        return new SnapshotBuilder(catalog, environment).Build(load.Config ?? throw new InvalidOperationException(string.Join('\n', load.Problems)), 1);
    }
}
