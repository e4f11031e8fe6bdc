using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;

namespace Weir.Gateway.Events;

/// <summary>The API's own way of writing, on one line: a line break would end an event's data.</summary>
internal static class EventJson
{
    public static AdminJson Shapes { get; } = new(new JsonSerializerOptions(AdminJson.Default.Options) { WriteIndented = false });

    public static string Write<T>(T value, JsonTypeInfo<T> shape) => JsonSerializer.Serialize(value, shape);
}
