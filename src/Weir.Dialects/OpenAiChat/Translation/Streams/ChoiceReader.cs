using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat.Translation.Answers;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>Reads one choice of a stream: tells where parts begin and end, which the wire does not say.</summary>
internal sealed class ChoiceReader
{
    private readonly int _index;
    private readonly PartNumbers _numbers = new();
    private readonly ReasoningReader _reasoning;
    private readonly CallsReader _calls;
    private readonly ThinkTags? _think;
    private readonly AudioReader _audio;
    private readonly MemberBag _extras = new();
    private readonly List<JsonElement> _logProbs = [];
    private int? _text;
    private int? _refusal;
    private bool _refused;
    private string? _finish;

    public ChoiceReader(int index, bool thinkTags, Func<int, int, string> makeId)
    {
        _index = index;
        _think = thinkTags ? new ThinkTags() : null;
        _reasoning = new ReasoningReader(index, _numbers);
        _calls = new CallsReader(index, _numbers, makeId);
        _audio = new AudioReader(index, _numbers, _extras);
    }

    /// <summary>True once a finish reason came.</summary>
    public bool IsFinished => _finish is not null;

    /// <summary>Takes a choice of a chunk.</summary>
    public void Read(JsonElement choice, ICollection<StreamEvent> events)
    {
        var logProbs = choice.Member("logprobs") is { ValueKind: JsonValueKind.Object } told && !Expect.IsHollow(told) ? told : (JsonElement?)null;
        if (logProbs is { } tokens)
        {
            _logProbs.Add(tokens);
        }

        // Perplexity has both and repeats the whole in "message"; a few servers have only that.
        var delta = choice.Member("delta") is { ValueKind: JsonValueKind.Object } part ? part : choice.Member("message");
        ReadDelta(delta, logProbs, events);
        foreach (var member in choice.EnumerateObject())
        {
            if (member.Name is not ("index" or "delta" or "message" or "finish_reason" or "logprobs"))
            {
                _extras.Set(member.Name, member.Value);
            }
        }

        if (choice.String("finish_reason") is { Length: > 0 } word)
        {
            _finish = word;
            CloseAll(events);
        }
    }

    /// <summary>The stream is at its end: closes what is open.</summary>
    public void End(ICollection<StreamEvent> events)
    {
        CloseAll(events);
        _audio.Close(events);
        var extras = _extras.Build();
        if (_finish is not null)
        {
            extras = extras.With(Notes.Dialect, Notes.Stop, Json.Text(_finish));
        }

        events.Add(new ChoiceEnded(new Choice
        {
            Index = _index,
            Parts = [],
            Stop = StopReasons.Read(_finish, _calls.Any, _refused),
            LogProbs = LogProbsForm.Join(_logProbs),
            Extras = extras,
        }));
    }

    private void ReadDelta(JsonElement delta, JsonElement? logProbs, ICollection<StreamEvent> events)
    {
        if (ReasoningReader.Speaks(delta))
        {
            Close(ref _text, events);
            _reasoning.Read(delta, events);
        }

        ReadContent(delta.Member("content"), logProbs, events);
        foreach (var member in delta.Members())
        {
            switch (member.Name)
            {
                case "role" or "content" or "reasoning" or "reasoning_content" or "reasoning_details":
                    break;
                case "refusal" when member.Value.ValueKind == JsonValueKind.String:
                    Refuse(member.Value.GetString()!, events);
                    break;
                case "tool_calls" when member.Value.ValueKind == JsonValueKind.Array:
                    ReadCalls(member.Value, events);
                    break;
                case "function_call" when member.Value.ValueKind == JsonValueKind.Object && !Expect.IsHollow(member.Value):
                    CloseWords(events);
                    _calls.ReadLegacy(member.Value, events);
                    break;
                case "audio" when member.Value.ValueKind == JsonValueKind.Object:
                    _audio.Read(member.Value, events);
                    break;
                case "images" when member.Value.ValueKind == JsonValueKind.Array:
                    ReadImages(member.Value, events);
                    break;
                case "annotations" when member.Value.ValueKind == JsonValueKind.Array:
                    ReadCitations(member.Value, events);
                    break;
                default:
                    _extras.Set(Notes.Inner + member.Name, member.Value);
                    break;
            }
        }
    }

    private void ReadContent(JsonElement content, JsonElement? logProbs, ICollection<StreamEvent> events)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            var (thoughts, text) = _think?.Next(content.GetString()!) ?? ("", content.GetString()!);
            Think(thoughts, events);
            Say(text, logProbs, events);
            return;
        }

        foreach (var item in content.Items())
        {
            switch (item.String("type"))
            {
                case "thinking":
                    var thought = ContentReader.ThinkingText(item);
                    if (thought.Length > 0)
                    {
                        Close(ref _text, events);
                        _reasoning.Add("content", thought, events);
                    }

                    break;
                case "text":
                    Say(item.String("text") ?? "", logProbs, events);
                    break;
                case { } type:
                    Single(new OpaquePart(Notes.Dialect, type, item.Clone()), events);
                    break;
                default:
                    break;
            }
        }
    }

    private void Think(string thoughts, ICollection<StreamEvent> events)
    {
        if (thoughts.Length > 0)
        {
            Close(ref _text, events);
            _reasoning.Add(null, thoughts, events);
        }
    }

    private void Say(string text, JsonElement? logProbs, ICollection<StreamEvent> events)
    {
        if (text.Length == 0)
        {
            return;
        }

        _reasoning.Close(events);
        Open(ref _text, new TextPart(""), events);
        events.Add(new TextDelta(_text!.Value, text, _index) { LogProbs = logProbs?.Clone() });
    }

    private void Refuse(string text, ICollection<StreamEvent> events)
    {
        if (text.Length > 0)
        {
            _refused = true;
            CloseWords(events);
            Open(ref _refusal, new RefusalPart(""), events);
            events.Add(new TextDelta(_refusal!.Value, text, _index));
        }
    }

    private void ReadCalls(JsonElement calls, ICollection<StreamEvent> events)
    {
        foreach (var call in calls.EnumerateArray())
        {
            if (call.ValueKind == JsonValueKind.Object)
            {
                CloseWords(events);
                _calls.Read(call, events);
            }
        }
    }

    private void ReadImages(JsonElement images, ICollection<StreamEvent> events)
    {
        foreach (var image in images.EnumerateArray())
        {
            if (image.Member("image_url").String("url") is { } url)
            {
                Single(new MediaPart(MediaKind.Image, MediaTypes.FromUrl(url, "image/png")) { Extras = Extras.None.With(Notes.Dialect, Notes.Raw, image.Clone()) }, events);
            }
        }
    }

    private void ReadCitations(JsonElement annotations, ICollection<StreamEvent> events)
    {
        foreach (var annotation in annotations.EnumerateArray())
        {
            _reasoning.Close(events);
            Open(ref _text, new TextPart(""), events);
            events.Add(new CitationDelta(_text!.Value, CitationForm.Read(annotation), _index));
        }
    }

    private void Single(Part part, ICollection<StreamEvent> events)
    {
        CloseWords(events);
        var number = _numbers.Next();
        events.Add(new PartStarted(number, part, _index));
        events.Add(new PartEnded(number, null, _index));
    }

    private void Open(ref int? number, Part part, ICollection<StreamEvent> events)
    {
        if (number is null)
        {
            number = _numbers.Next();
            events.Add(new PartStarted(number.Value, part, _index));
        }
    }

    private void Close(ref int? number, ICollection<StreamEvent> events)
    {
        if (number is { } open)
        {
            number = null;
            events.Add(new PartEnded(open, null, _index));
        }
    }

    private void CloseWords(ICollection<StreamEvent> events)
    {
        if (_think?.End() is var (thoughts, text))
        {
            Think(thoughts, events);
            Say(text, null, events);
        }

        Close(ref _text, events);
        _reasoning.Close(events);
    }

    private void CloseAll(ICollection<StreamEvent> events)
    {
        CloseWords(events);
        Close(ref _refusal, events);
        _calls.Close(events);
    }
}
