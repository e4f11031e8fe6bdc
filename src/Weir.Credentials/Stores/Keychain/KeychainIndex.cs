using System.Buffers;
using System.Text.Json;

namespace Weir.Credentials.Stores.Keychain;

/// <summary>The names of all secrets in the keychain, as one entry of it: <c>["a","b"]</c>. No keychain lists its entries through Storage.</summary>
internal static class KeychainIndex
{
    public static SortedSet<string> Read(byte[] value)
    {
        using var document = JsonDocument.Parse(value);
        return new SortedSet<string>(document.RootElement.EnumerateArray().Select(name => name.GetString() ?? ""), StringComparer.Ordinal);
    }

    public static byte[] Write(IEnumerable<string> names)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var name in names)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
