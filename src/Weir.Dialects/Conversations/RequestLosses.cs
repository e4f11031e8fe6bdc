using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Conversations;

/// <summary>
/// Reports what a dialect with messages, tools and sampling alone has no word for. Cache marks are not among it: such servers find common prefixes by themselves.
/// </summary>
internal static class RequestLosses
{
    /// <param name="conversation">The request.</param>
    /// <param name="dialect">The dialect that is written.</param>
    /// <param name="losses">Where to report.</param>
    public static void ReportCommon(Conversation conversation, string dialect, Losses losses)
    {
        conversation.Extras.ReportTo(losses, dialect);
        conversation.ToolChoice?.Extras.ReportTo(losses, dialect, "tool_choice");
        conversation.Format?.Extras.ReportTo(losses, dialect, "response_format");
        conversation.Reasoning?.Extras.ReportTo(losses, dialect, "reasoning");
        ReportSettings(conversation, losses, dialect);
        for (var index = 0; index < conversation.Messages.Count; index++)
        {
            var message = conversation.Messages[index];
            message.Extras.ReportTo(losses, dialect, $"messages[{index}]");
            Report(losses, message.Name is not null, $"messages[{index}].name", dialect);
            for (var part = 0; part < message.Parts.Count; part++)
            {
                ReportPart(message.Parts[part], losses, dialect, $"messages[{index}].content[{part}]");
            }
        }
    }

    private static void ReportPart(Part part, Losses losses, string dialect, string path)
    {
        part.Extras.ReportTo(losses, dialect, path);
        if (part is ToolResultPart result)
        {
            for (var index = 0; index < result.Content.Count; index++)
            {
                ReportPart(result.Content[index], losses, dialect, $"{path}.content[{index}]");
            }
        }
    }

    private static void ReportSettings(Conversation conversation, Losses losses, string dialect)
    {
        Report(losses, conversation.Choices > 1, "n", dialect);
        Report(losses, conversation.ParallelToolCalls == false && conversation.Tools.Count > 0, "parallel_tool_calls", dialect);
        Report(losses, conversation.EndUser is not null, "user", dialect);
        Report(losses, conversation.Metadata is { Count: > 0 }, "metadata", dialect);
        Report(losses, conversation.ServiceTier is not null, "service_tier", dialect);
        Report(losses, conversation.Verbosity is not null, "verbosity", dialect);
        Report(losses, conversation.Modalities is { } modalities && modalities.Any(static modality => modality != "text"), "modalities", dialect);
        Report(losses, conversation.AudioOutput is not null, "audio", dialect);
        Report(losses, conversation.Store == true, "store", dialect);
        Report(losses, conversation.PreviousResponseId is not null, "previous_response_id", dialect);
        Report(losses, conversation.Cache?.Name is not null, "cachedContent", dialect);
        Report(losses, conversation.Reasoning?.Summary is not null, "reasoning.summary", dialect);
        Report(losses, conversation.Format?.Description is not null, "response_format.description", dialect);
    }

    private static void Report(Losses losses, bool isLost, string what, string dialect)
    {
        if (isLost)
        {
            losses.Add(what, $"{dialect} has no word for it");
        }
    }
}
