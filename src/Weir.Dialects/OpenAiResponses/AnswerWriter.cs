using System.Buffers;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>Writes whole answers.</summary>
internal static class AnswerWriter
{
    public static void Write(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        using var json = Json.Writer(to);
        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : new Choice { Parts = [], Stop = StopReason.ContentFilter };
        if (answer.Choices.Count > 1)
        {
            options.Losses.Add("choices", "a response is one answer");
        }

        var named = answer with { Id = Id(answer) };
        var items = new List<byte[]>(choice.Parts.Count);
        foreach (var part in choice.Parts)
        {
            if (OutputItem.Write(part, OutputItem.Id(part, named.Id, items.Count), "completed", options.Request) is { } item)
            {
                items.Add(item);
            }
            else if (!part.Extras.TryGet(ResponsesDialect.DialectName, ItemReader.RestNote, out _))
            {
                options.Losses.Add(part.GetType().Name, "a response has no such item");
            }
        }

        ResponseObject.Write(json, named, StatusOf(choice.Stop), choice.Stop, items, options);
    }

    public static string StatusOf(StopReason stop) => stop switch
    {
        StopReason.MaxTokens or StopReason.ContextFull or StopReason.ContentFilter => "incomplete",
        _ => "completed",
    };

    /// <summary>The id of a response; one of another dialect is kept behind the prefix that clients expect.</summary>
    public static string Id(Answer answer) => answer is { Id: { } own } && answer.Extras.Are(ResponsesDialect.DialectName) ? own : Id(answer.Id);

    private static string Id(string? id) => id is null ? "resp_" + ToolCallIds.Fresh()[5..] : id.StartsWith("resp_", StringComparison.Ordinal) ? id : "resp_" + ToolCallIds.Safe(id);
}
