using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Weir.Gateway.Caching;

/// <summary>
/// A hash of what a request says, not of how it is written: members of objects count in no order, white space and escapes do not count. Numbers count as they are written.
/// Every value goes in with its kind and its length, so that two different documents never give the same bytes.
/// </summary>
internal static class RequestDigest
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The SHA-256 in hexadecimal digits; null for a body that says two things at once (a member twice), or that is no JSON object.</summary>
    /// <param name="body">The JSON body.</param>
    /// <param name="ignored">Members at the top that do not count.</param>
    /// <param name="facts">What counts beside the body, in a fixed order.</param>
    public static string? Of(ReadOnlyMemory<byte> body, IReadOnlySet<string> ignored, params ReadOnlySpan<string?> facts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var fact in facts)
        {
            Add(hash, fact is null ? 'n' : 't', fact is null ? [] : Encoding.UTF8.GetBytes(fact));
        }

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object && AddObject(hash, document.RootElement, ignored) ? Convert.ToHexStringLower(hash.GetHashAndReset()) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Nested too deeply, or a text that is no Unicode.
            return null;
        }
    }

    private static bool AddValue(IncrementalHash hash, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return AddObject(hash, value, null);
            case JsonValueKind.Array:
                Add(hash, '[', value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    if (!AddValue(hash, item))
                    {
                        return false;
                    }
                }

                return true;
            case JsonValueKind.String:
                AddText(hash, value);
                return true;
            default:
                Add(hash, 'v', JsonMarshal.GetRawUtf8Value(value));
                return true;
        }
    }

    private static bool AddObject(IncrementalHash hash, JsonElement value, IReadOnlySet<string>? ignored)
    {
        var members = new List<JsonProperty>();
        foreach (var member in value.EnumerateObject())
        {
            if (ignored is null || !ignored.Contains(member.Name))
            {
                members.Add(member);
            }
        }

        members.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        Add(hash, '{', members.Count);
        string? last = null;
        foreach (var member in members)
        {
            if (member.Name == last)
            {
                return false;
            }

            last = member.Name;
            Add(hash, 'k', Encoding.UTF8.GetBytes(member.Name));
            if (!AddValue(hash, member.Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text without escapes is hashed where it stands.</summary>
    private static void AddText(IncrementalHash hash, JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        Add(hash, 's', raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(value.GetString()!) : raw);
    }

    private static void Add(IncrementalHash hash, char kind, ReadOnlySpan<byte> bytes)
    {
        Add(hash, kind, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, char kind, int number)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], number);
        hash.AppendData(head);
    }
}
