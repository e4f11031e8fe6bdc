namespace Weir.Routing.Configuration;

/// <summary>By what a changed file is known.</summary>
/// <param name="Time">When it was written, universal time; a file that is gone looks like one of time zero.</param>
/// <param name="Size">Its length in bytes.</param>
public readonly record struct FileStamp(DateTime Time, long Size)
{
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.LastWriteTimeUtc, file.Length) : default;
    }
}
