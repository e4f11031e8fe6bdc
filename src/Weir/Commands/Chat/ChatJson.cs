using System.Text.Json.Serialization;
using Weir.Admin;

namespace Weir.Commands.Chat;

/// <summary>A piece of an answer on one line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChatPiece))]
internal sealed partial class ChatJson : JsonSerializerContext;
