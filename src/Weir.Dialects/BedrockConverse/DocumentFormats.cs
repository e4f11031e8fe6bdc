namespace Weir.Dialects.BedrockConverse;

/// <summary>Bedrock's words for kinds of documents.</summary>
internal static class DocumentFormats
{
    private static readonly (string Format, string Type)[] Known =
    [
        ("pdf", "application/pdf"), ("csv", "text/csv"), ("doc", "application/msword"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), ("xls", "application/vnd.ms-excel"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("html", "text/html"), ("txt", "text/plain"), ("md", "text/markdown"),
    ];

    public static string TypeOf(string? format) => Known.FirstOrDefault(known => known.Format == format).Type ?? "application/octet-stream";

    /// <summary>The format of a media type; null for one that Bedrock does not take.</summary>
    public static string? FormatOf(string mediaType) => Known.FirstOrDefault(known => known.Type == mediaType).Format ?? (mediaType.StartsWith("text/", StringComparison.Ordinal) ? "txt" : null);
}
