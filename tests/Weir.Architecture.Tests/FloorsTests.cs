using System.Reflection;

namespace Weir.Architecture.Tests;

/// <summary>Holds the floors of ARCHITECTURE.md: a room may use those below it, never above, never beside.</summary>
public sealed class FloorsTests
{
    private static readonly string[][] Floors =
    [
        ["weir"],
        ["Weir.Console", "Weir.Gateway"],
        ["Weir.Routing"],
        ["Weir.Metering", "Weir.Credentials"],
        ["Weir.Catalog", "Weir.Dialects", "Weir.Storage"],
    ];

    public static TheoryData<string> Rooms => [.. BuiltRooms()];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_UsesOnlyRoomsOnLowerFloors(string room)
    {
        var floor = FloorOf(room);
        var used = Load(room).GetReferencedAssemblies().Select(static name => name.Name!).Where(static name => FloorOf(name) >= 0);
        Assert.All(used, name => Assert.True(FloorOf(name) > floor, $"{room} uses {name}, which is not below it."));
    }

    [Fact]
    public void EveryRoomStandsOnAFloor() => Assert.All(BuiltRooms(), static room => Assert.True(FloorOf(room) >= 0, $"{room} stands on no floor: add it to ARCHITECTURE.md and here."));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void NamespacesFollowFolders(string room)
    {
        var root = room == "weir" ? "Weir" : room;
        var strays = Load(room).GetTypes()
            .Where(static type => type.Namespace is not null && !type.Name.StartsWith('<') && !type.IsNested)
            .Where(type => type.Namespace != root && !type.Namespace!.StartsWith(root + ".", StringComparison.Ordinal))
            .Where(static type => !type.Namespace!.StartsWith("System", StringComparison.Ordinal) && !type.Namespace.StartsWith("Microsoft", StringComparison.Ordinal));
        Assert.Empty(strays);
    }

    private static int FloorOf(string assembly) => Array.FindIndex(Floors, floor => floor.Contains(assembly));

    private static Assembly Load(string room) => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, room + ".dll"));

    private static IEnumerable<string> BuiltRooms() => Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
        .Select(static file => Path.GetFileNameWithoutExtension(file))
        .Where(static name => name == "weir" || (name.StartsWith("Weir.", StringComparison.Ordinal) && !name.EndsWith(".Tests", StringComparison.Ordinal)));
}
