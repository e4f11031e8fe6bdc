using System.Globalization;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Framing;
using Weir.Dialects.OpenAiChat.Translation.Answers;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Dialects.Streaming;
using Weir.Dialects.Usage;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>
/// Reads a streamed answer. It ends with <c>[DONE]</c>, or, at servers that forget it, when each choice had its finish reason. Choices end only then: usage, audio and filter
/// results may come behind the finish reason. A dialect that wraps these chunks derives from it.
/// </summary>
internal class ChatStreamReader(ChatVariant variant) : FramedStreamReader(new SseFramer())
{
    private readonly SortedDictionary<int, ChoiceReader> _choices = [];
    private readonly MemberBag _extras = new();
    private Answer _answer = new();
    private TokenUsage? _usage;
    private bool _started;

    protected sealed override void ReadFrame(in Frame frame, ICollection<StreamEvent> events)
    {
        var data = frame.Data.Span.Trim(" \t"u8);
        if (IsComplete || data.IsEmpty)
        {
            return;
        }

        if (data.SequenceEqual("[DONE]"u8))
        {
            Complete(events);
            return;
        }

        var @event = JsonElement.Parse(data);
        if (@event.ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Unexpected("The upstream's stream has an event that is no object.");
        }

        if (ErrorIn(@event) is { } error)
        {
            Fail(error, events);
            return;
        }

        ReadChunk(ChunkOf(@event), events);
    }

    /// <summary>The error that an event is; null when it is none.</summary>
    protected virtual WeirError? ErrorIn(JsonElement @event) => ErrorReader.InAnswer(@event);

    /// <summary>The chunk in an event.</summary>
    protected virtual JsonElement ChunkOf(JsonElement @event) => @event;

    protected sealed override void Finish(ICollection<StreamEvent> events)
    {
        if (!IsComplete && _choices.Count > 0 && _choices.Values.All(static choice => choice.IsFinished))
        {
            Complete(events);
        }
    }

    private void ReadChunk(JsonElement chunk, ICollection<StreamEvent> events)
    {
        _answer = _answer with
        {
            Id = _answer.Id ?? NotEmpty(chunk.String("id")),
            Model = _answer.Model ?? NotEmpty(chunk.String("model")),
            Created = _answer.Created ?? (chunk.String("id") is { Length: > 0 } ? chunk.Member("created").AsLong() : null),
            ServiceTier = chunk.String("service_tier") ?? _answer.ServiceTier,
        };
        if (UsageForm.Read(chunk, out var raw) is { } usage)
        {
            _usage = usage;
            if (raw.ValueKind == JsonValueKind.Object)
            {
                _extras.Set(Notes.Usage, raw);
            }
        }

        foreach (var member in chunk.EnumerateObject())
        {
            if (AnswerReader.IsExtra(member))
            {
                _extras.Set(member.Name, member.Value);
            }
        }

        foreach (var choice in chunk.Member("choices").Items())
        {
            Start(events);
            ReadChoice(choice, events);
            if (ErrorReader.InAnswer(choice) is { } error && choice.Member("error").ValueKind != JsonValueKind.Undefined)
            {
                Fail(error, events);
                return;
            }
        }
    }

    private void ReadChoice(JsonElement choice, ICollection<StreamEvent> events)
    {
        var index = Math.Max(0, choice.Int("index") ?? 0);
        if (!_choices.TryGetValue(index, out var reader))
        {
            reader = new ChoiceReader(index, variant.ThinkTags, MakeId);
            _choices.Add(index, reader);
        }

        reader.Read(choice, events);
    }

    private void Start(ICollection<StreamEvent> events)
    {
        if (!_started)
        {
            _started = true;
            events.Add(new AnswerStarted(_answer with { Extras = _extras.Build(Notes.Origin) }));
        }
    }

    private void Complete(ICollection<StreamEvent> events)
    {
        if (!_started)
        {
            Fail(new WeirError(ErrorKind.UnexpectedResponse, "The upstream's stream ended without an answer.", "Try again."), events);
            return;
        }

        foreach (var choice in _choices.Values)
        {
            choice.End(events);
        }

        IsComplete = true;
        events.Add(new AnswerEnded(_answer with { Usage = _usage, Extras = _extras.Build(Notes.Origin) }));
    }

    /// <summary>An id for a call that came without one: the same for the same stream.</summary>
    private string MakeId(int choice, int position) =>
        _answer.Id is { } id ? "call_" + ToolCallIds.Short(string.Create(CultureInfo.InvariantCulture, $"{id}/{choice}/{position}"), 24) : ToolCallIds.Fresh();

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
