using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>
/// Reads the fragments of tool calls of a choice. A fragment belongs to the call of its <c>index</c>; where that is missing or -1, to the call of its id, or to the last one.
/// A new id with a name under a known index is a new call.
/// </summary>
internal sealed class CallsReader(int choice, PartNumbers numbers, Func<int, int, string> makeId)
{
    private readonly List<Call> _calls = [];
    private int _count;

    /// <summary>True once a call began.</summary>
    public bool Any { get; private set; }

    /// <summary>Takes an item of <c>tool_calls</c>.</summary>
    public void Read(JsonElement item, ICollection<StreamEvent> events)
    {
        var isCustom = item.String("type") == "custom" || item.Member("custom").ValueKind == JsonValueKind.Object;
        var function = item.Member(isCustom ? "custom" : "function");
        var (id, name) = (item.String("id") ?? "", function.String("name") ?? "");
        var call = Find(item.Int("index"), id, name);
        if (call is null)
        {
            call = new Call { Index = item.Int("index"), Id = id, Name = name, IsCustom = isCustom };
            _calls.Add(call);
        }

        call.Id = call.Id.Length == 0 ? id : call.Id;
        call.Name = call.Name.Length == 0 ? name : call.Name;
        foreach (var member in item.EnumerateObject())
        {
            if (member.Name is not ("id" or "type" or "index" or "function" or "custom"))
            {
                call.Extras.Set(member.Name, member.Value);
            }
        }

        Tell(call, function.Member(isCustom ? "input" : "arguments"), events);
    }

    /// <summary>Takes the obsolete <c>function_call</c>.</summary>
    public void ReadLegacy(JsonElement function, ICollection<StreamEvent> events)
    {
        var call = _calls.Find(static known => known.IsLegacy);
        if (call is null)
        {
            call = new Call { IsLegacy = true, Name = function.String("name") ?? "" };
            call.Extras.Set(Notes.Legacy, Json.Text("function_call"));
            _calls.Add(call);
        }

        Tell(call, function.Member("arguments"), events);
    }

    /// <summary>Ends all calls.</summary>
    public void Close(ICollection<StreamEvent> events)
    {
        foreach (var call in _calls)
        {
            if (call.Part is { } part)
            {
                events.Add(new PartEnded(part, null, choice));
            }
        }

        _calls.Clear();
    }

    private Call? Find(int? index, string id, string name)
    {
        var call = index is >= 0
            ? _calls.FindLast(known => known.Index == index)
            : id.Length > 0 ? _calls.FindLast(known => known.Id == id) : name.Length > 0 ? null : _calls.LastOrDefault();
        return call is { Id.Length: > 0 } && id.Length > 0 && call.Id != id && name.Length > 0 ? null : call;
    }

    /// <summary>Tells the call once its name is known, and its arguments.</summary>
    private void Tell(Call call, JsonElement arguments, ICollection<StreamEvent> events)
    {
        call.Held.Append(arguments.ValueKind switch
        {
            JsonValueKind.String => arguments.GetString(),
            JsonValueKind.Object or JsonValueKind.Array => arguments.GetRawText(),
            _ => null,
        });
        if (call.Part is null && call.Name.Length > 0)
        {
            Any = true;
            call.Part = numbers.Next();
            var id = call.Id.Length > 0 ? call.Id : call.IsLegacy ? ToolCallIds.Make(call.Name, _count) : makeId(choice, _count);
            _count++;
            events.Add(new PartStarted(call.Part.Value, new ToolCallPart(id, call.Name, "") { IsCustom = call.IsCustom, Extras = call.Extras.Build() }, choice));
        }

        if (call.Part is { } part && call.Held.Length > 0)
        {
            events.Add(new TextDelta(part, call.Held.ToString(), choice));
            call.Held.Clear();
        }
    }

    private sealed class Call
    {
        public int? Index { get; init; }

        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public bool IsCustom { get; init; }

        public bool IsLegacy { get; init; }

        public int? Part { get; set; }

        public MemberBag Extras { get; } = new();

        /// <summary>Arguments that came before the name.</summary>
        public StringBuilder Held { get; } = new();
    }
}
