/**
 * Words that lists of leaked passwords begin with, folded, and what people of a Vietnamese school would add: small and
 * built in, because a platform without the internet must refuse them too [memory: no list is copied]. A word counts
 * for little inside a longer password too (password-rules.ts).
 */
const world = `password passw0rd p4ssword pass admin administrator root user guest test login welcome letmein master
  secret default changeme monkey dragon football baseball superman batman shadow sunshine princess iloveyou ilove
  trustno1 starwars whatever freedom michael jordan jessica ashley daniel charlie andrew hunter ranger killer computer
  internet samsung google facebook apple iphone android windows microsoft hello summer winter spring autumn flower
  cookie cheese banana chocolate pokemon naruto forever lovely angel happy lucky money diamond qwerty qwertyuiop
  asdfgh asdfghjkl zxcvbn zxcvbnm azerty qazwsx zaq12wsx 1q2w3e4r 1qaz2wsx q1w2e3r4 abc123 a1b2c3 access office server
  system manager service student teacher school pupil parent class education`;
const vietnam = `matkhau matkhaumoi quantri quanly taikhoan dangnhap nguoidung khongbiet khongco anhyeuem emyeuanh
  anhnhoem yeuem yeuanh iloveu tinhyeu hanhphuc giadinh conyeu mevabe bomeoi thuonghoai nhoanh mottinhyeu mailamai
  truonghoc hocsinh giaovien hieutruong giaoduc sogiaoduc sogddt phonggd tieuhoc mamnon maugiao trunghoc thcs thpt
  lophoc chunhiem hocba diemthi tuyensinh vnedu smas misa viettel vinaphone mobifone vnpt zalo facebook haiphong
  hoaphuong hoaphuongdo hanoi saigon hochiminh danang haiduong vietnam vietnamvodich bacho doraemon conan sontung
  nguyen tran pham hoang huynh phan vu dang bui ngo duong minhanh thuhuong lananh phuonganh ngoclan tuananh quanghuy`;

export const commonWords: readonly string[] = [
  ...new Set(`${world} ${vietnam}`.toLowerCase().split(/\s+/)),
].sort((a, b) => b.length - a.length);
