using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Writes a request for a server of this dialect.</summary>
internal static class RequestWriter
{
    public static void Write(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        var context = new WriteContext(conversation, options);
        using var json = Json.Writer(to);
        json.WriteStartObject();
        json.WriteString("model", conversation.Model);
        json.WriteStartArray("messages");
        var messages = new MessageWriter(context);
        foreach (var (message, from) in MessageLayout.Of(context))
        {
            messages.Write(json, message, $"messages[{from}]");
        }

        json.WriteEndArray();
        new ToolWriter(context).Write(json);
        if (conversation.Format is { } format)
        {
            WriteFormat(json, context, format);
        }

        SamplingWriter.Write(json, context);
        WriteLimit(json, context);
        ReasoningRequestWriter.Write(json, context);
        WriteStream(json, context);
        PlatformWriter.Write(json, context);
        conversation.Extras.ReportTo(context.Losses, Notes.Dialect);
        conversation.Extras.WriteTo(json, Notes.Dialect);
        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, WriteContext context, ResponseFormat format)
    {
        if (format.Kind == FormatKind.JsonSchema && !context.IsOwn && !context.Variant.KnowsJsonSchema)
        {
            context.Losses.Add("response_format.schema", "the server knows JSON without a schema only");
            format = new ResponseFormat { Kind = FormatKind.JsonObject };
        }

        format.Extras.ReportTo(context.Losses, Notes.Dialect, "response_format");
        FormatForm.Write(json, format);
    }

    private static void WriteLimit(Utf8JsonWriter json, WriteContext context)
    {
        if (context.Conversation.MaxOutputTokens is { } limit)
        {
            // The client's own member, where the server heeds it: many ignore the newer one without a word.
            var own = context.Variant.OnlyLimitMember ? null : context.Conversation.Extras.Note(Notes.Limit);
            json.WriteNumber(own == "max_tokens" ? own : context.Variant.LimitMember, limit);
        }
    }

    private static void WriteStream(Utf8JsonWriter json, WriteContext context)
    {
        var (conversation, kept) = (context.Conversation, context.Conversation.Extras.TryGet(Notes.Dialect, "$stream_options", out var options));
        if (conversation.Stream || conversation.Extras.Has("$stream"))
        {
            json.WriteBoolean("stream", conversation.Stream);
        }

        if (!context.Variant.KnowsStreamOptions || !conversation.Stream)
        {
            if (kept && context.Variant.KnowsStreamOptions)
            {
                json.WriteRaw("stream_options", options);
            }

            return;
        }

        json.WriteStartObject("stream_options");
        json.WriteBoolean("include_usage", true);
        foreach (var member in kept ? options.Members() : [])
        {
            if (member.Name != "include_usage")
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        json.WriteEndObject();
    }
}
