using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;

namespace Weir.Dialects.Tests.Matrix;

/// <summary>What must be the same at both ends.</summary>
internal static class Facts
{
    /// <summary>The upstream was asked what the client said.</summary>
    public static void AssertAsked(Conversation said, Conversation asked)
    {
        Assert.Equal(Texts(said, Role.System), Texts(asked, Role.System));
        Assert.Equal(Texts(said, Role.User), Texts(asked, Role.User));
        Assert.Equal(said.Stream, asked.Stream);
        Assert.Equal(said.MaxOutputTokens, asked.MaxOutputTokens);
        Assert.Equal(said.Tools.Count, asked.Tools.Count);
        foreach (var (left, right) in said.Tools.OfType<FunctionTool>().Zip(asked.Tools.OfType<FunctionTool>()))
        {
            Assert.Equal(left.Name, right.Name);
            Assert.Equal(left.Description, right.Description);
            JsonDifferences.AssertNone(left.Parameters!.Value, right.Parameters!.Value);
        }

        AssertCalls(Parts<ToolCallPart>(said), Parts<ToolCallPart>(asked));
        AssertResults(asked);
        Assert.Equal(Parts<ToolResultPart>(said).Select(Text), Parts<ToolResultPart>(asked).Select(Text));
        Assert.Equal(Parts<MediaPart>(said).Select(static media => media.Source), Parts<MediaPart>(asked).Select(static media => media.Source));
        Assert.Equal(said.Reasoning is not null, asked.Reasoning is { Enabled: not false });
        if (said.Format is { } format)
        {
            JsonDifferences.AssertNone(format.Schema!.Value, asked.Format!.Schema!.Value);
        }
    }

    /// <summary>The client was told what the upstream answered.</summary>
    public static void AssertAnswered(Scenario scenario, AnswerBuilder told)
    {
        var answer = told.Build();
        if (scenario.Failure is not null)
        {
            Assert.NotNull(told.Error);
            Assert.False(told.IsComplete);
            Assert.Equal("Half an ans", string.Concat(told.Parts().OfType<TextPart>().Select(static text => text.Text)));
            return;
        }

        Assert.True(told.Error is null, told.Error?.ToString());
        Assert.True(told.IsComplete);
        var (expected, actual) = (scenario.Answer.Choices[0], Assert.Single(answer.Choices));
        Assert.Equal(Joined<TextPart>(expected.Parts), Joined<TextPart>(actual.Parts));
        Assert.Equal(Joined<RefusalPart>(expected.Parts), Joined<RefusalPart>(actual.Parts));
        Assert.Equal(Joined<ReasoningPart>(expected.Parts), Joined<ReasoningPart>(actual.Parts));
        AssertCalls([.. expected.Parts.OfType<ToolCallPart>()], [.. actual.Parts.OfType<ToolCallPart>()]);
        Assert.Equal(expected.Stop, actual.Stop);
        Assert.Equal(scenario.Answer.Usage, answer.Usage);
    }

    /// <summary>The upstream got its own reasoning back, proof and all, before the call it led to.</summary>
    public static void AssertCameBack(Scenario scenario, Conversation asked, string upstream)
    {
        AssertResults(asked);
        var signature = Parts<ReasoningPart>(asked).Select(static part => part.Signature).FirstOrDefault(static found => found is not null);
        Assert.NotNull(signature);
        Assert.Equal(upstream, signature.Dialect);
        Assert.Equal(Cell.SignatureOf(upstream, scenario.Answer.Choices[0].Parts.OfType<ReasoningPart>().Single().Signature!.Data), signature.Data);
    }

    /// <summary>Each result answers a call that stands before it.</summary>
    private static void AssertResults(Conversation asked) =>
        Assert.Equal(Parts<ToolCallPart>(asked).Select(static call => call.CallId).Take(Parts<ToolResultPart>(asked).Count), Parts<ToolResultPart>(asked).Select(static result => result.CallId));

    private static void AssertCalls(IReadOnlyList<ToolCallPart> expected, IReadOnlyList<ToolCallPart> actual)
    {
        Assert.Equal(expected.Select(static call => call.Name), actual.Select(static call => call.Name));
        Assert.Equal(actual.Count, actual.Select(static call => call.CallId).Distinct().Count());
        foreach (var (left, right) in expected.Zip(actual))
        {
            JsonDifferences.AssertNone(JsonElement.Parse(left.Arguments), JsonElement.Parse(right.Arguments));
        }
    }

    private static IReadOnlyList<string> Texts(Conversation conversation, Role role) =>
    [
        .. conversation.Messages.Where(message => message.Role == role || (role == Role.System && message.Role == Role.Developer))
            .SelectMany(static message => message.Parts).OfType<TextPart>().Select(static text => text.Text),
    ];

    private static IReadOnlyList<T> Parts<T>(Conversation conversation)
        where T : Part => [.. conversation.Messages.SelectMany(static message => message.Parts).OfType<T>()];

    private static string Text(ToolResultPart result) => string.Concat(result.Content.OfType<TextPart>().Select(static text => text.Text));

    private static string Joined<T>(IEnumerable<Part> parts)
        where T : Part => string.Concat(parts.OfType<T>().Select(static part => part switch { TextPart text => text.Text, RefusalPart refusal => refusal.Text, ReasoningPart reasoning => reasoning.Text, _ => "" }));
}
