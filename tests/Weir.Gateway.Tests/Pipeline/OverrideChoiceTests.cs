using Microsoft.AspNetCore.Http;
using Weir.Catalog.Snapshot;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Configuration;
using Weir.Routing.Overrides;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Tests.Pipeline;

public sealed class OverrideChoiceTests
{
    private static readonly RoutingSnapshot Base = new SnapshotBuilder(SnapshotCatalog.Embedded(), static _ => null).Build(WeirConfig.Empty, 1);

    private static readonly ModelOverride Gateway = Set(OverrideScope.Gateway, "", "simulator/echo");
    private static readonly ModelOverride Key = Set(OverrideScope.Key, "test", "simulator/lorem");
    private static readonly ModelOverride Conversation = Set(OverrideScope.Conversation, "c1", "simulator/tools");

    [Fact]
    public void The_conversations_goes_before_the_keys_and_that_before_the_gateways()
    {
        Assert.Equal("simulator/tools", Target(Context([Gateway, Key, Conversation], conversation: "c1")));
        Assert.Equal("simulator/lorem", Target(Context([Gateway, Key, Conversation], conversation: "c2")));
        Assert.Equal("simulator/echo", Target(Context([Gateway, Key with { ScopeId = "another" }, Conversation])));
        Assert.Null(Target(Context([Key with { ScopeId = "another" }])));
    }

    [Fact]
    public void It_holds_for_conversations_and_their_tokens_only()
    {
        Operation[] held = [Operations.ChatCompletions, Operations.Responses, Operations.Messages, Operations.GenerateContent, Operations.CountMessages, Operations.CountContents];

        Assert.All(held, operation => Assert.Equal("simulator/echo", Target(Context([Gateway], operation: operation))));
        Assert.All([Operations.Embeddings, Operations.Speech, Operations.Completions, Operations.Realtime], operation => Assert.Null(Target(Context([Gateway], operation: operation))));
    }

    [Fact]
    public void One_that_the_key_may_not_use_is_passed_over_and_noted()
    {
        var context = Context([Gateway, Key], allowed: "simulator/echo");

        Assert.Equal("simulator/echo", Target(context));
        Assert.Equal(2, context.Notes.All.Count);
        Assert.Contains("passed over: this key may not use it", context.Notes.All[0], StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_leads_nowhere_now_leaves_the_model_that_was_asked_for()
    {
        var context = Context([Gateway with { Target = "gone/model" }]);

        Assert.Null(Target(context));
        Assert.Contains("passed over: there is no such model now", Assert.Single(context.Notes.All), StringComparison.Ordinal);
    }

    private static string? Target(RequestContext context) => OverrideChoice.Of(context)?.Targets.Single().Name;

    private static ModelOverride Set(OverrideScope scope, string id, string target) =>
        new() { Scope = scope, ScopeId = id, Target = target, SetAt = DateTimeOffset.UnixEpoch, SetBy = "ops" };

    private static RequestContext Context(ModelOverride[] set, Operation? operation = null, string? conversation = null, string? allowed = null)
    {
        var http = new DefaultHttpContext();
        if (conversation is not null)
        {
            http.Request.Headers[ConversationId.Header] = conversation;
        }

        var key = Some.Key with { AllowedModels = allowed is null ? [] : [allowed] };
        return new RequestContext(http, operation ?? Operations.ChatCompletions, key, Base with { Overrides = OverrideSet.Of(set) }, "req_test", DateTimeOffset.UnixEpoch);
    }
}
