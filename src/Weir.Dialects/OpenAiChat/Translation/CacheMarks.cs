using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary><c>cache_control</c> of OpenRouter, Alibaba and the proxies before Claude, and <c>copilot_cache_control</c>.</summary>
internal static class CacheMarks
{
    public const string Member = "cache_control";
    public const string CopilotMember = "copilot_cache_control";

    /// <summary>True for a member that is a mark.</summary>
    public static bool IsMark(string name) => name is Member or CopilotMember;

    /// <summary>Reads a mark; null when its value is none.</summary>
    public static CacheMark? Read(JsonProperty member)
    {
        if (member.Value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var extras = default(ExtrasBuilder);
        extras.Note("$member", member.Name);
        extras.Add(Notes.Raw, member.Value);
        return new CacheMark(member.Value.String("ttl")) { Extras = extras.Build(Notes.Dialect) };
    }

    /// <summary>Writes a mark as a member of the object that is open.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="member">The server's name for it.</param>
    public static void Write(Utf8JsonWriter json, CacheMark mark, string member)
    {
        if (mark.Extras.TryGet(Notes.Dialect, Notes.Raw, out var raw))
        {
            json.WriteRaw(member == Member ? mark.Extras.Note("$member") ?? member : member, raw);
            return;
        }

        json.WriteStartObject(member);
        json.WriteString("type", "ephemeral");
        json.WriteOptional("ttl", mark.Ttl);
        json.WriteEndObject();
    }
}
