using System.Runtime.Versioning;
using Weir.Storage.Folders;

namespace Weir.Storage.Tests.Folders;

[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DefaultPath_is_a_folder_of_Weirs_own() => Assert.Equal("weir", Path.GetFileName(DataFolder.DefaultPath()));

    [Fact]
    public void Open_creates_the_folder_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions");
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Data.FullPath));
    }

    [Fact]
    public void Open_of_a_file_says_what_to_do()
    {
        var file = Path.Combine(_folder.Data.FullPath, "taken");
        File.WriteAllText(file, "");

        var refusal = Assert.Throws<StorageException>(() => DataFolder.Open(file));

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refusal.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void FindExposed_is_empty_for_what_Weir_wrote_itself()
    {
        PrivateFile.Open(Path.Combine(_folder.Data.OpenSubfolder("journal"), "a"), FileMode.Create, FileShare.None).Dispose();

        Assert.Empty(_folder.Data.FindExposed());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void FindExposed_names_the_file_and_the_remedy(UnixFileMode extra)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions");
        var file = Path.Combine(_folder.Data.OpenSubfolder("it's"), "weir.yaml");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, OwnerOnly | extra);

        var exposed = Assert.Single(_folder.Data.FindExposed());

        Assert.Equal(file, exposed.Path);
        Assert.Equal(OwnerOnly | extra, exposed.Mode);
        Assert.Equal($"chmod 600 '{file.Replace("'", "'\\''", StringComparison.Ordinal)}'", exposed.Remedy);
    }

    [Fact]
    public void FindExposed_names_an_open_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions");
        File.SetUnixFileMode(_folder.Data.FullPath, OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        Assert.StartsWith("chmod 700 ", Assert.Single(_folder.Data.FindExposed()).Remedy, StringComparison.Ordinal);
    }
}
