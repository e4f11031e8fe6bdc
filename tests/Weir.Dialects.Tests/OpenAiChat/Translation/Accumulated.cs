using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

/// <summary>Puts the raw chunks of a stream together without the help of the readers: texts are joined, fragments of calls and details by their place, of other members the last value counts.</summary>
internal static class Accumulated
{
    /// <summary>Padding against guessing, and the constant.</summary>
    private static readonly string[] Dropped = ["obfuscation", "p", "object"];

    public static JsonElement Of(byte[] stream)
    {
        var whole = new JsonObject();
        var choices = new SortedDictionary<int, JsonObject>();
        foreach (var data in Wire.Data(stream).Where(static data => data is not ("" or "[DONE]")))
        {
            var chunk = JsonNode.Parse(data)!.AsObject();
            foreach (var (name, value) in chunk.Where(static member => member.Value is not null && !Dropped.Contains(member.Key)))
            {
                if (name == "choices")
                {
                    foreach (var choice in value!.AsArray())
                    {
                        Add(choices, choice!.AsObject());
                    }
                }
                else if (name == "created" ? (long?)whole[name] is null or 0 : !IsHollow(value!) || !whole.ContainsKey(name))
                {
                    // Some servers tell the time anew in each chunk; the first is the answer's.
                    whole[name] = value!.DeepClone();
                }
            }
        }

        foreach (var call in choices.Values.SelectMany(static choice => choice["delta"]!["tool_calls"]?.AsArray() ?? []))
        {
            call!.AsObject().Remove("$at");
        }

        whole["choices"] = new JsonArray([.. choices.Values]);
        return JsonElement.Parse(whole.ToJsonString());
    }

    private static void Add(SortedDictionary<int, JsonObject> choices, JsonObject choice)
    {
        var index = (int?)choice["index"] ?? 0;
        if (!choices.TryGetValue(index, out var into))
        {
            choices.Add(index, into = new JsonObject { ["delta"] = new JsonObject() });
        }

        foreach (var (name, value) in choice.Where(static member => member.Value is not null))
        {
            if (name == "delta")
            {
                AddDelta(into["delta"]!.AsObject(), value!.AsObject());
            }
            else if (name != "message" && (!IsHollow(value!) || !into.ContainsKey(name)))
            {
                into[name] = value!.DeepClone();
            }
        }
    }

    private static void AddDelta(JsonObject into, JsonObject delta)
    {
        foreach (var (name, value) in delta.Where(static member => member.Value is not null))
        {
            switch (name)
            {
                case "content" when value is JsonArray items:
                    foreach (var item in items)
                    {
                        Append(into, (string)item!["type"]!, string.Concat(item["thinking"]?.AsArray().Select(static part => (string?)part!["text"]) ?? [(string?)item["text"]]));
                    }

                    break;
                case "content" or "reasoning" or "reasoning_content" or "refusal":
                    Append(into, name, (string)value!);
                    break;
                case "tool_calls":
                    AddCalls(into, value!.AsArray());
                    break;
                case "function_call" or "audio":
                    AddMembers(Child(into, name), value!.AsObject());
                    break;
                case "reasoning_details":
                    AddDetails(into, value!.AsArray());
                    break;
                case "annotations":
                    var all = into[name]?.AsArray() ?? [];
                    into[name] = new JsonArray([.. all.Select(static item => item!.DeepClone()), .. value!.AsArray().Select(static item => item!.DeepClone())]);
                    break;
                default:
                    into[name] = value!.DeepClone();
                    break;
            }
        }
    }

    /// <summary>Calls in their order: servers count from 0, from 1 or not at all.</summary>
    private static void AddCalls(JsonObject into, JsonArray calls)
    {
        var known = into["tool_calls"]?.AsArray() ?? [];
        into["tool_calls"] = known;
        foreach (var call in calls.Select(static item => item!.AsObject()))
        {
            var isNew = (string?)call["id"] is { Length: > 0 } id && known.All(item => (string?)item!["id"] != id);
            var target = isNew ? new JsonObject { ["$at"] = call["index"]?.DeepClone() } : known.Last(item => (int?)item!["$at"] == (int?)call["index"])!.AsObject();
            if (isNew)
            {
                known.Add(target);
            }

            foreach (var (name, value) in call.Where(static member => member.Key is not ("index" or "type") && member.Value is not null))
            {
                if (name == "function")
                {
                    AddMembers(Child(target, name), value!.AsObject());
                }
                else
                {
                    target[name] = value!.DeepClone();
                }
            }
        }
    }

    private static void AddDetails(JsonObject into, JsonArray details)
    {
        var known = into["reasoning_details"]?.AsArray() ?? [];
        into["reasoning_details"] = known;
        foreach (var detail in details.Select(static item => item!.AsObject()))
        {
            var target = known.LastOrDefault(item => (string?)item!["type"] == (string?)detail["type"] && (int?)item["index"] == (int?)detail["index"])?.AsObject();
            if (target is null || detail["data"] is not null && (string?)target["data"] != (string?)detail["data"])
            {
                known.Add(target = []);
            }

            AddMembers(target, detail);
        }
    }

    private static void AddMembers(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from.Where(static member => member.Value is not null))
        {
            if (name is "arguments" or "text" or "summary" or "transcript" || name == "data" && into["type"] is null && from["type"] is null)
            {
                Append(into, name, (string)value!);
            }
            else if (name != "name" || (string?)value is { Length: > 0 })
            {
                into[name] = value!.DeepClone();
            }
        }
    }

    private static JsonObject Child(JsonObject of, string name)
    {
        var child = of[name]?.AsObject() ?? [];
        of[name] = child;
        return child;
    }

    /// <summary>An empty text and none are one in a stream.</summary>
    private static void Append(JsonObject into, string name, string text)
    {
        if (text.Length > 0)
        {
            into[name] = new StringBuilder((string?)into[name]).Append(text).ToString();
        }
    }

    private static bool IsHollow(JsonNode value) => value is JsonArray { Count: 0 } or JsonObject { Count: 0 } || value is JsonValue text && text.TryGetValue<string>(out var words) && words.Length == 0;
}
