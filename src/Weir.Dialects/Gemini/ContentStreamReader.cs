using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.Gemini;

/// <summary>
/// Reads a streamed answer: every chunk is a small answer. Text and thoughts of one kind go on in one part until another kind comes; everything else comes whole. The stream has no end
/// mark: it has ended well when every candidate has a finish reason.
/// </summary>
internal sealed class ContentStreamReader() : FramedStreamReader(new GeminiFramer())
{
    private readonly SortedDictionary<int, Candidate> _candidates = [];
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private Answer _head = new();
    private bool _isStarted;
    private bool _isBlocked;

    protected override void ReadFrame(in Frame frame, ICollection<StreamEvent> events)
    {
        using var document = JsonDocument.Parse(frame.Data);
        var json = document.RootElement;
        if (AnswerReader.Error(json) is { } error)
        {
            Fail(error, events);
            return;
        }

        Merge(json);
        if (!_isStarted)
        {
            _isStarted = true;
            events.Add(new AnswerStarted(_head));
        }

        foreach (var wire in json.Member("candidates").Items())
        {
            var index = wire.Int("index") ?? 0;
            if (!_candidates.TryGetValue(index, out var candidate))
            {
                _candidates[index] = candidate = new Candidate(index);
            }

            candidate.Read(wire, events);
        }

        _isBlocked |= json.Member("promptFeedback").String("blockReason") is not null;
    }

    protected override void Finish(ICollection<StreamEvent> events)
    {
        if (!_isStarted || (_candidates.Count == 0 ? !_isBlocked : _candidates.Values.Any(static candidate => candidate.Stop is null)))
        {
            return;
        }

        foreach (var candidate in _candidates.Values)
        {
            candidate.End(events);
        }

        if (_candidates.Count == 0)
        {
            events.Add(new ChoiceEnded(AnswerReader.Blocked()));
        }

        events.Add(new AnswerEnded(_head));
        IsComplete = true;
    }

    /// <summary>What stands around the candidates: the last of each counts.</summary>
    private void Merge(JsonElement chunk)
    {
        foreach (var member in chunk.Members())
        {
            if (member.Name is not "candidates")
            {
                _members[member.Name] = member.Value.Clone();
            }
        }

        var extras = new ExtrasBuilder();
        extras.Note("$own", "");
        foreach (var (name, value) in _members)
        {
            if (name is not ("usageMetadata" or "modelVersion" or "responseId"))
            {
                extras.Add(name, value);
            }
        }

        var usage = _members.GetValueOrDefault("usageMetadata");
        GeminiUsage.Keep(usage, ref extras);
        _head = new Answer
        {
            Id = _members.GetValueOrDefault("responseId").AsString(),
            Model = _members.GetValueOrDefault("modelVersion").AsString(),
            Created = DateTimeOffset.TryParse(_members.GetValueOrDefault("createTime").AsString(), out var time) ? time.ToUnixTimeSeconds() : null,
            Usage = GeminiUsage.Read(usage),
            Extras = extras.Build(GeminiDialect.DialectName),
        };
    }

    /// <summary>One candidate as it grows.</summary>
    private sealed class Candidate(int index)
    {
        private readonly PartReader _reader = new(isAnswer: true);
        private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
        private readonly StringBuilder _thoughts = new();
        private Part? _open;
        private int _next;
        private bool _hasCall;
        private PartialArguments? _partial;

        /// <summary>The finish reason; null while there is none.</summary>
        public string? Stop { get; private set; }

        public void Read(JsonElement wire, ICollection<StreamEvent> events)
        {
            foreach (var part in wire.Member("content").Member("parts").Items())
            {
                if (!ReadPartial(part, events))
                {
                    foreach (var read in _reader.Read(part, "part"))
                    {
                        Add(read, events);
                    }
                }
            }

            foreach (var member in wire.Members())
            {
                if (member.Name is not ("content" or "finishReason"))
                {
                    _members[member.Name] = member.Value.Clone();
                }
            }

            Stop = wire.String("finishReason") ?? Stop;
        }

        public void End(ICollection<StreamEvent> events)
        {
            ClosePartial(events);
            Close(events);
            var extras = new ExtrasBuilder();
            foreach (var (name, value) in _members)
            {
                extras.Add(name, value);
            }

            extras.Note("$stop", Stop!);
            events.Add(new ChoiceEnded(new Choice { Index = index, Parts = [], Stop = FinishReasons.Read(Stop, _hasCall), Extras = extras.Build(GeminiDialect.DialectName) }));
        }

        private void Add(Part part, ICollection<StreamEvent> events)
        {
            var isText = part is TextPart || part is ReasoningPart { Signature: null };
            if (isText && _open is not null && _open.GetType() == part.GetType())
            {
                _thoughts.Append(part is ReasoningPart ? TextOf(part) : "");
                events.Add(new TextDelta(_next - 1, TextOf(part), index));
                return;
            }

            if (part is ReasoningPart { Signature: { } proof, Text.Length: > 0 } signed && _open is ReasoningPart && _thoughts.ToString() == signed.Text)
            {
                // The thoughts that were just shown, carried once more with their signature.
                events.Add(new SignatureDelta(_next - 1, proof, index));
                _open = null;
                events.Add(new PartEnded(_next - 1, signed, index));
                return;
            }

            Close(events);
            _hasCall |= part is ToolCallPart;
            if (!isText)
            {
                Whole(part, events);
                return;
            }

            _open = part;
            _thoughts.Clear().Append(TextOf(part));
            events.Add(new PartStarted(_next++, part is TextPart ? new TextPart("") : new ReasoningPart("") { IsSummary = true }, index));
            if (TextOf(part) is { Length: > 0 } text)
            {
                events.Add(new TextDelta(_next - 1, text, index));
            }
        }

        private void Whole(Part part, ICollection<StreamEvent> events)
        {
            var start = part switch
            {
                ToolCallPart call => call with { Arguments = "" },
                ReasoningPart reasoning => reasoning with { Text = "", Signature = null },
                _ => part,
            };
            events.Add(new PartStarted(_next++, start, index));
            if (part is ToolCallPart { Arguments: var arguments })
            {
                events.Add(new TextDelta(_next - 1, arguments, index));
            }

            if (part is ReasoningPart { Text.Length: > 0 } thought)
            {
                events.Add(new TextDelta(_next - 1, thought.Text, index));
            }

            if (part is ReasoningPart { Signature: { } signature })
            {
                events.Add(new SignatureDelta(_next - 1, signature, index));
            }

            events.Add(new PartEnded(_next - 1, part, index));
        }

        private void Close(ICollection<StreamEvent> events)
        {
            if (_open is TextPart && AnswerReader.Citations(Members()) is { Count: > 0 } citations && Stop is not null)
            {
                foreach (var citation in citations)
                {
                    events.Add(new CitationDelta(_next - 1, citation, index));
                }
            }

            if (_open is not null)
            {
                _open = null;
                events.Add(new PartEnded(_next - 1, null, index));
            }
        }

        private JsonElement Members() => _members.TryGetValue("groundingMetadata", out var grounding) ? JsonElement.Parse($$"""{"groundingMetadata":{{grounding.GetRawText()}}}""") : default;

        /// <summary>Takes the pieces of a call whose arguments are streamed; false for any other part.</summary>
        private bool ReadPartial(JsonElement part, ICollection<StreamEvent> events)
        {
            if (part.Either("functionCall", "function_call") is not { ValueKind: JsonValueKind.Object } call)
            {
                return false;
            }

            var goesOn = call.Either("willContinue", "will_continue").AsBool() == true;
            var pieces = call.Either("partialArgs", "partial_args");
            if (_partial is null && !(goesOn && call.String("name") is not null))
            {
                return false;
            }

            if (_partial is null)
            {
                Close(events);
                if (part.Either("thoughtSignature", "thought_signature").AsString() is { } signature)
                {
                    Whole(Signatures.Unwrap(signature) with { BindsNext = true }, events);
                }

                _partial = new PartialArguments(call.String("id") ?? ToolCallIds.Fresh(), call.String("name")!);
            }

            _partial.Add(pieces);
            if (!goesOn)
            {
                ClosePartial(events);
            }

            return true;
        }

        private void ClosePartial(ICollection<StreamEvent> events)
        {
            if (_partial is { } partial)
            {
                _partial = null;
                _hasCall = true;
                Whole(new ToolCallPart(partial.Id, partial.Name, partial.ToString()), events);
            }
        }

        private static string TextOf(Part part) => part is TextPart text ? text.Text : ((ReasoningPart)part).Text;
    }
}
